import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Simulation } from '@/api/types';
import { addresses, follow } from '@/components/routing';
import { summaryOf } from '@/components/settingsInWords';
import { StateIndicator } from '@/components/StateIndicator';
import { DeliveredChart } from './DeliveredChart';
import { FigureDifferences } from './FigureDifferences';
import { labelOf } from './labels';
import { seedsDiffer } from './settings';
import { SettingsDifferences } from './SettingsDifferences';
import './compare.css';

/** Simulations side by side; the first is what the others are measured by. */
export function Comparison({ simulations }: { simulations: readonly Simulation[] }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Simulations</Header>}>
        <ul className="compared">
          {simulations.map((simulation, index) => (
            <li key={simulation.id}>
              <Link href={addresses.simulation(simulation.id)} onFollow={follow}>
                {labelOf(simulation, index)}
              </Link>
              <StateIndicator state={simulation.state} />
              <span>{summaryOf(simulation.settings)}</span>
            </li>
          ))}
        </ul>
      </Container>
      <Container header={<Header variant="h2">Delivered over time</Header>}>
        <DeliveredChart simulations={simulations} />
      </Container>
      <Container
        header={
          <Header variant="h2" description="Only those that differ. Marked: what is not as in A.">
            Settings
          </Header>
        }
      >
        <SettingsDifferences simulations={simulations} />
      </Container>
      <Container
        header={
          <Header variant="h2" description="Below each: its difference to A.">
            Figures
          </Header>
        }
      >
        <SpaceBetween size="m">
          {seedsDiffer(simulations.map(({ settings }) => settings)) && (
            <Alert type="info" header="Part of the differences may be luck">
              The random seeds are not the same. Runs with the same seed differ by their settings alone.
            </Alert>
          )}
          <FigureDifferences simulations={simulations} />
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
