import SpaceBetween from '@cloudscape-design/components/space-between';
import { hasEnded, type Simulation } from '@/api/types';
import { Warnings } from '@/components/model/Warnings';
import '@/components/answer.css';
import { DetailsPanel } from './DetailsPanel';
import { EngineNote } from './EngineNote';
import { GroupsPanel } from './GroupsPanel';
import { MessagesPanel } from './MessagesPanel';
import { MonitorHeader } from './MonitorHeader';
import { ObjectivesPanel } from './ObjectivesPanel';
import { PlanPanel } from './PlanPanel';
import { ProgressPanel } from './ProgressPanel';
import { SendingPanel } from './sending/SendingPanel';
import { SettingsPanel } from './SettingsPanel';
import { ShardTable } from './ShardTable';
import { EndNotice } from './EndNotice';
import { StateAnnouncer } from './StateAnnouncer';
import { StateNote } from './StateNote';
import { TimelinePanel } from './TimelinePanel';
import './monitor.css';
import { useRunTab } from './useRunTab';

interface Props {
  simulation: Simulation;
  /** When it stood so, in milliseconds on this machine's clock. */
  asOf: number;
  /** Resets the session; nothing for somebody who is in none and may only look. */
  onReset: (() => void) | undefined;
}

/** What there is to see of a simulation in each of its states. */
export function Monitor({ simulation, asOf, onReset }: Props) {
  const { state, settings, startedAt, forecast, sentence } = simulation;
  useRunTab(simulation);
  const started = startedAt !== undefined || state === 'completed';
  return (
    <SpaceBetween size="l">
      <div>
        <MonitorHeader simulation={simulation} onReset={onReset} />
        <StateAnnouncer simulation={simulation} />
      </div>
      <section className="answer" aria-label="Answer">
        <p className="answer-sentence">{sentence}</p>
      </section>
      <EngineNote simulation={simulation} />
      <StateNote simulation={simulation} member={onReset !== undefined} />
      <Warnings warnings={forecast?.warnings} settings={settings} />
      <EndNotice simulation={simulation} />
      {started && <ProgressPanel simulation={simulation} />}
      <TimelinePanel simulation={simulation} />
      <SendingPanel key={simulation.id} simulation={simulation} />
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
