import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { memo } from 'react';
import type { Study, StudyAnswer } from '@/api/types';
import { formatCounted } from '@/components/format';
import { BandPanel } from './BandPanel';
import { EffectsPanel } from './EffectsPanel';
import { FrontPanel } from './FrontPanel';
import { HeatPanel } from './HeatPanel';
import { PointsTable } from './PointsTable';
import type { Told } from './told';

export interface ResultProps {
  answer: StudyAnswer;
  told: Told;
  /** Opens the point of that number. */
  onOpen: (number: number) => void;
}

/** What a study comes to as far as it is made: in words, as charts by how much varies, and point by point. */
export function StudyResult({ study, ...props }: ResultProps & { study: Study }) {
  const { answer } = props;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">What was found</Header>}>
        <ul className="study-words">
          {answer.best.inWords.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <p className="study-note">{seedsInWords(answer)}</p>
      </Container>
      {answer.points.length > 0 && (
        <SpaceBetween size="l">
          {answer.query.vary.length === 1 && <BandPanel study={study} {...props} />}
          <Points {...props} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

/** Thousands of points take some time to draw: they are drawn again only if there is another answer. */
const Points = memo(function Points(props: ResultProps) {
  const { answer, told } = props;
  const factors = answer.query.vary.length;
  return (
    <SpaceBetween size="l">
      {factors === 2 && <HeatPanel {...props} />}
      {factors >= 2 && <EffectsPanel answer={answer} told={told} />}
      <FrontPanel {...props} />
      <PointsTable {...props} />
    </SpaceBetween>
  );
});

/** Which seeds all of it is about. */
function seedsInWords({ query }: StudyAnswer): string {
  const { seed } = query.settings as { seed?: number };
  const from = seed === undefined ? '' : ` (${seed} and the next ones)`;
  return `All of this is for ${query.replications === 1 ? 'one seed' : `these ${formatCounted(query.replications, 'seed')}`}${from}, the same at every point, so that points differ by their settings and not by luck.`;
}
