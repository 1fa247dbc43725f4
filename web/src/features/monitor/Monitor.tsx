import SpaceBetween from '@cloudscape-design/components/space-between';
import { hasEnded, type Simulation } from '@/api/types';
import { Warnings } from '@/components/model/Warnings';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { DetailsPanel } from './DetailsPanel';
import { EngineNote } from './EngineNote';
import { GroupsPanel } from './GroupsPanel';
import { MessagesPanel } from './MessagesPanel';
import { MonitorHeader } from './MonitorHeader';
import { ObjectivesPanel } from './ObjectivesPanel';
import { PlanPanel } from './PlanPanel';
import { ProgressPanel } from './ProgressPanel';
import { SettingsPanel } from './SettingsPanel';
import { ShardTable } from './ShardTable';
import { StateAnnouncer } from './StateAnnouncer';
import { StateNote } from './StateNote';
import { TimelinePanel } from './TimelinePanel';
import './monitor.css';

interface Props {
  simulation: Simulation;
  /** When it stood so, in milliseconds on this machine's clock. */
  asOf: number;
  /** Resets the session; nothing for somebody who is in none and may only look. */
  onReset: (() => void) | undefined;
}

/** What there is to see of a simulation in each of its states. */
export function Monitor({ simulation, asOf, onReset }: Props) {
  const { state, settings, startedAt, forecast } = simulation;
  useDocumentTitle(`${settings.name}, ${state}`);
  const started = startedAt !== undefined || state === 'completed';
  return (
    <SpaceBetween size="l">
      <div>
        <MonitorHeader simulation={simulation} onReset={onReset} />
        <StateAnnouncer simulation={simulation} />
      </div>
      <EngineNote simulation={simulation} />
      <StateNote simulation={simulation} member={onReset !== undefined} />
      <Warnings warnings={forecast?.warnings} settings={settings} />
      {started && <ProgressPanel simulation={simulation} />}
      <TimelinePanel simulation={simulation} />
      <ObjectivesPanel simulation={simulation} />
      <PlanPanel simulation={simulation} />
      <GroupsPanel simulation={simulation} />
      <DetailsPanel simulation={simulation} />
      {started && onReset && <MessagesPanel simulation={simulation} />}
      {started && (
        <ShardTable
          shards={simulation.shards}
          live={settings.mode === 'live'}
          ended={hasEnded(simulation.state)}
          asOf={asOf}
        />
      )}
      <SettingsPanel settings={settings} />
    </SpaceBetween>
  );
}
