import { lazy } from 'react';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';
import type { Level } from './question/level';
import { QuestionSection } from './question/QuestionSection';

const AllSections = lazy(() => import('./AllSections'));

interface Props {
  level: Level;
  earlierSeed: number | undefined;
  /** Shows everything. */
  onMore: () => void;
}

/** As much of the form as is wanted. */
export function FormSections({ level, earlierSeed, onMore }: Props) {
  if (level === 'question') return <QuestionSection onMore={onMore} />;
  return (
    <Part what="The form" loading={<Loading what="Loading" />}>
      <AllSections everything={level === 'everything'} earlierSeed={earlierSeed} />
    </Part>
  );
}
