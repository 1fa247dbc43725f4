import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { formatCount } from '@/components/format';
import { Answers } from './Answers';
import { DeliveredChart } from './DeliveredChart';
import { FigureDifferences } from './FigureDifferences';
import { goalOf } from './measure';
import { ObjectivesTable } from './ObjectivesTable';
import type { Run } from './run';
import { seedsDiffer } from './settings';
import { SettingsDifferences } from './SettingsDifferences';
import { useChance, type ChanceState } from './useChance';
import './compare.css';

interface Props {
  runs: readonly Run[];
  /** Puts another one first. */
  onFirst: (id: string) => void;
}

/** Runs side by side; the first is what the others are measured by. */
export function Comparison({ runs, onFirst }: Props) {
  const goal = runs[0] && goalOf(runs[0]);
  const chance = useChance(runs, goal);
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description="The others are measured by A.">
            What changed, and what it did
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Answers runs={runs} goal={goal} chance={chance} onFirst={onFirst} />
          <AskForChance chance={chance} />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Delivered over time</Header>}>
        <DeliveredChart runs={runs} goal={goal} />
      </Container>
      {runs.some(({ objectives }) => objectives.length > 0) && (
        <Container header={<Header variant="h2">Objectives</Header>}>
          <ObjectivesTable runs={runs} />
        </Container>
      )}
      <Container
        header={
          <Header variant="h2" description="Only those that differ. Marked: what is not as in A.">
            Settings
          </Header>
        }
      >
        <SettingsDifferences runs={runs} />
      </Container>
      <Container
        header={
          <Header variant="h2" description="Below each: its difference to A.">
            Figures
          </Header>
        }
      >
        <SpaceBetween size="m">
          {seedsDiffer(runs.map(({ settings }) => settings)) && (
            <Alert type="info" header="Part of the differences may be luck">
              The random seeds are not the same. Runs with the same seed differ by their settings alone.
            </Alert>
          )}
          <FigureDifferences runs={runs} />
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

/** What is too large to be computed unasked. */
function AskForChance({ chance: { ask, seeds, tooLarge } }: { chance: ChanceState }) {
  if (tooLarge) {
    return (
      <Box color="text-body-secondary">
        Too many messages to run each with several seeds here: “alertsim compare --replications” tells what
        chance does.
      </Box>
    );
  }
  return ask ? (
    <Button onClick={ask}>Run each with {formatCount(seeds)} seeds, to see what is luck</Button>
  ) : null;
}
