import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, useMemo, useState } from 'react';
import { useStudyAnswer } from '@/api/studies';
import type { Limits, Study } from '@/api/types';
import { Part } from '@/components/Part';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { nameOf } from './names';
import { StudyAnnouncer } from './StudyAnnouncer';
import { StudyHeader } from './StudyHeader';
import { StudyNote } from './StudyNote';
import { StudyProgress } from './StudyProgress';
import { StudyResult } from './StudyResult';
import { toldOf } from './told';

const PointDialog = lazy(() => import('./PointDialog'));

interface Props {
  study: Study;
  /** When it stood so, in milliseconds on this machine's clock. */
  asOf: number;
  limits: Limits;
}

/** What there is to see of a study in each of its states. */
export function StudyPage({ study, asOf, limits }: Props) {
  useDocumentTitle(`${nameOf(study)}, ${study.state}`);
  const query = JSON.stringify(study.query);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the query of a study does not change, but every look brings another copy
  const told = useMemo(() => toldOf(limits, study.query), [limits, query]);
  const answer = useStudyAnswer(study);
  const [open, setOpen] = useState<number>();
  const point = answer.data?.points.find(({ number }) => number === open);
  return (
    <SpaceBetween size="l">
      <div>
        <StudyHeader study={study} />
        <StudyAnnouncer study={study} answer={answer.data} />
      </div>
      <StudyNote study={study} />
      <StudyProgress study={study} asOf={asOf} />
      <ProblemAlert
        header="What the study comes to cannot be shown"
        error={answer.data ? null : answer.error}
      />
      {answer.data && <StudyResult study={study} answer={answer.data} told={told} onOpen={setOpen} />}
      {point && (
        <Part what="The point">
          <PointDialog
            study={study}
            point={point}
            told={told}
            limits={limits}
            onDismiss={() => setOpen(undefined)}
          />
        </Part>
      )}
    </SpaceBetween>
  );
}
