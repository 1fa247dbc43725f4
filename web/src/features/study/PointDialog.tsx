import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { asProblem } from '@/api/problem';
import { useCreateSimulation } from '@/api/simulations';
import { useStudyPoint } from '@/api/studies';
import type { Limits, NewSettings, Study, StudyPoint } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import { formatPortion, formatShare } from '@/components/format';
import { Loading } from '@/components/Loading';
import { settingsOfPoint } from '@/components/pointSettings';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow, navigate } from '@/components/routing';
import { objectiveOf } from '@/components/settingsInWords';
import { costInWords, figureName, inUnit, metInWords, pointInWords, timeInWords, type Told } from './told';

interface Props {
  study: Study;
  point: StudyPoint;
  told: Told;
  limits: Limits;
  onDismiss: () => void;
}

/** One point: what it comes to over its seeds, and ways on with its settings. */
export default function PointDialog({ study, point, told, limits, onDismiss }: Props) {
  const create = useCreateSimulation();
  const start = () => {
    const settings = settingsOfPoint(limits, study.query, point.levels);
    create.mutate({ ...settings, autoStart: true } as unknown as NewSettings, {
      onSuccess: ({ id }) => navigate(addresses.simulation(id)),
    });
  };
  return (
    <Modal
      visible
      size="large"
      header={pointInWords(told, point)}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onDismiss}>
              Close
            </Button>
            <Button href={addresses.configureStudy(study.id, point.number)} onFollow={follow}>
              Use these settings
            </Button>
            <Button
              variant="primary"
              loading={create.isPending}
              loadingText="Starting the simulation"
              onClick={start}
            >
              {create.isPending ? 'Starting…' : 'Start as a simulation'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <NotStarted error={create.error} />
        <KeyValuePairs
          columns={3}
          items={[
            { label: told.timeName, value: timeInWords(told, point) },
            { label: 'Cost', value: costInWords(point) },
            ...(told.goals
              ? [{ label: 'Seeds that meet every objective', value: metWithInterval(point) }]
              : []),
          ]}
        />
        <Figures study={study} point={point} told={told} />
        <p className="study-note">
          The settings have the seed of the first run; a simulation of them is that run.
        </p>
      </SpaceBetween>
    </Modal>
  );
}

function metWithInterval(point: StudyPoint): string {
  const { low, high } = point.met.interval;
  return `${metInWords(point)} (${formatPortion(low)} to ${formatPortion(high)} of all seeds)`;
}

/** Why there is no simulation of the point: another one is active, or the settings cannot be run live. */
function NotStarted({ error }: { error: Error | null }) {
  if (!error) return null;
  const { fields } = asProblem(error);
  return (
    <>
      <ProblemAlert header="The simulation was not started" error={error} />
      {fields.length > 0 && (
        <ul className="study-words">
          {fields.map(({ location, message }) => (
            <li key={location}>
              {location.replace(/^body\.?/, '')}: {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The objectives one by one, and every figure over the seeds. */
function Figures({ study, point, told }: Pick<Props, 'study' | 'point' | 'told'>) {
  const { data, error, isPending } = useStudyPoint(study.id, point.number);
  if (isPending) return <Loading what="Loading the figures" />;
  if (!data) return <ProblemAlert header="The figures cannot be shown" error={error} />;
  return (
    <SpaceBetween size="m">
      {data.objectives.length > 0 && (
        <ul className="study-words">
          {data.objectives.map((objective, i) => (
            <li key={i}>
              {objectiveOf({ of: 'delivered', audience: '', ...objective })}: met with {objective.seeds.met}{' '}
              of {objective.seeds.of} seeds ({formatShare(told.query.probability)} are asked for)
            </li>
          ))}
        </ul>
      )}
      <FigureTable
        label="Figures over the seeds"
        columns={[
          { name: 'Figure', words: true, wraps: true, value: ({ name }) => figureName(name, told) },
          { name: '5 % of the seeds', value: ({ p05, unit }) => inUnit(p05, unit) },
          { name: 'Half', value: ({ median, unit }) => inUnit(median, unit) },
          { name: '95 %', value: ({ p95, unit }) => inUnit(p95, unit) },
          { name: 'Mean', value: ({ mean, unit }) => inUnit(mean, unit) },
        ]}
        rows={data.figures}
        keyOf={({ name }) => name}
      />
    </SpaceBetween>
  );
}
