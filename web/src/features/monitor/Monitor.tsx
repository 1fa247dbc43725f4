import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense } from 'react';
import type { Simulation } from '@/api/types';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { MonitorHeader } from './MonitorHeader';
import { ObjectivesPanel } from './ObjectivesPanel';
import { PlanPanel } from './PlanPanel';
import { ProgressPanel } from './ProgressPanel';
import { SettingsPanel } from './SettingsPanel';
import { ShardTable } from './ShardTable';
import { StateAnnouncer } from './StateAnnouncer';
import { StateNote } from './StateNote';
import './monitor.css';

const TimelinePanel = lazy(() => import('./TimelinePanel'));

interface Props {
  simulation: Simulation;
  onReset: () => void;
}

/** What there is to see of a simulation in each of its states. */
export function Monitor({ simulation, onReset }: Props) {
  const { state, settings, startedAt } = simulation;
  useDocumentTitle(`${settings.name}, ${state}`);
  const started = startedAt !== undefined || state === 'completed';
  return (
    <SpaceBetween size="l">
      <div>
        <MonitorHeader simulation={simulation} onReset={onReset} />
        <StateAnnouncer simulation={simulation} />
      </div>
      <StateNote simulation={simulation} />
      {started && <ProgressPanel simulation={simulation} />}
      <PlanPanel simulation={simulation} />
      <ObjectivesPanel simulation={simulation} />
      <Suspense>
        <TimelinePanel simulation={simulation} />
      </Suspense>
      {started && <ShardTable shards={simulation.shards} live={settings.mode === 'live'} />}
      <SettingsPanel settings={settings} />
    </SpaceBetween>
  );
}
