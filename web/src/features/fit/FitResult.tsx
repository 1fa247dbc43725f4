import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FitAnswer } from '@/api/types';
import { download, fileName } from '@/components/download';
import { formatCount, formatDuration, formatFigure } from '@/components/format';
import { handOver } from '@/components/handedSettings';
import { addresses, navigate } from '@/components/routing';
import { CurvesPanel } from './CurvesPanel';
import { GroupPanel } from './GroupPanel';
import { MorePanels } from './MorePanels';
import { RowsPanel } from './RowsPanel';
import { TimesPanel } from './TimesPanel';

interface Props {
  answer: FitAnswer;
  /** Of the file. */
  name: string;
}

/** What the log says of the model, and ways on with it. */
export function FitResult({ answer, name }: Props) {
  const { read, recipients, span, curves, notes, limits, groups } = answer;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={<Ways answer={answer} name={name} />}
            description="Intervals are of 95 %: with the log made anew, so many of them would hold the true figure."
          >
            What the log says
          </Header>
        }
      >
        <SpaceBetween size="m">
          {!answer.settings && <Alert type="warning">{notes.at(-1)}</Alert>}
          <KeyValuePairs
            columns={4}
            items={[
              { label: 'Attempts', value: formatCount(read.attempts) },
              { label: 'Recipients', value: formatCount(recipients) },
              { label: 'From the first start to the last end', value: formatDuration(span) },
              ...(curves
                ? [{ label: 'Kolmogorov distance of the simulation', value: formatFigure(curves.distance) }]
                : []),
            ]}
          />
        </SpaceBetween>
      </Container>
      {curves && <CurvesPanel curves={curves} />}
      {groups.map((group) => (
        <GroupPanel key={group.name} group={group} />
      ))}
      <TimesPanel answer={answer} />
      <MorePanels answer={answer} />
      <RowsPanel answer={answer} />
      <Container header={<Header variant="h2">What this log does not tell</Header>}>
        <ul className="fit-list">
          {[...notes, ...limits].map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Container>
    </SpaceBetween>
  );
}

function Ways({ answer: { settings, scenario }, name }: Props) {
  if (!settings) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {scenario && (
        <Button
          iconName="download"
          onClick={() =>
            download(
              new Blob([scenario], { type: 'application/yaml' }),
              `${fileName(name.replace(/\.[^.]*$/, ''))}.yaml`,
            )
          }
        >
          Save as scenario file
        </Button>
      )}
      <Button
        variant="primary"
        onClick={() => {
          handOver(settings);
          navigate(addresses.configure);
        }}
      >
        Use these settings
      </Button>
    </SpaceBetween>
  );
}
