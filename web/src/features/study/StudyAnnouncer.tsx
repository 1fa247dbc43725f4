import type { Study, StudyAnswer } from '@/api/types';

interface Props {
  study: Study;
  answer: StudyAnswer | undefined;
}

/** Tells a screen reader of every quarter that is made, and of what was found in the end. */
export function StudyAnnouncer({ study, answer }: Props) {
  return (
    <div role="status" className="visually-hidden">
      {announcementOf(study, answer)}
    </div>
  );
}

function announcementOf({ state, progress }: Study, answer: StudyAnswer | undefined): string {
  if (state === 'running') {
    const quarters = Math.floor(progress.share * 4);
    return quarters === 0 ? 'The study is running.' : `${quarters * 25} % of the study is made.`;
  }
  return state === 'completed' && answer?.complete
    ? `The study is complete. ${answer.best.inWords[0] ?? ''}`
    : `The study is ${state}.`;
}
