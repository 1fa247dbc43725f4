import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { Settings } from '@/api/types';
import { formatCount, formatCounted, formatTime } from '@/components/format';
import { groupPartsOf, partsOf } from '@/components/modelInWords';
import {
  failuresOf,
  modeOf,
  objectiveOf,
  rateOf,
  retryOf,
  groupTimeOf,
  summaryOf,
} from '@/components/settingsInWords';

/** What was asked for. */
export function SettingsPanel({ settings }: { settings: Settings }) {
  return (
    <ExpandableSection
      variant="container"
      headerText="Settings"
      headingTagOverride="h2"
      headerDescription={summaryOf(settings)}
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Messages', value: formatCount(settings.messages) },
          ...settings.senderGroups.map((group) => ({
            label: `Senders: ${group.name}`,
            value: [
              formatCounted(group.senders, 'sender'),
              `send time ${groupTimeOf(group)}`,
              `failures: ${failuresOf(group)}`,
              rateOf(group),
              ...groupPartsOf(group).map(({ name, words }) => `${name}: ${words}`),
            ].join('; '),
          })),
          ...partsOf(settings).map(({ name, words }) => ({ label: name, value: words })),
          { label: 'Retry', value: retryOf(settings) },
          {
            label: 'Time-to-live',
            value: settings.timeToLive === null ? 'unlimited' : formatTime(settings.timeToLive),
          },
          { label: 'Objectives', value: settings.objectives.map(objectiveOf).join('; ') || 'none' },
          { label: 'Mode', value: modeOf(settings) },
          { label: 'Monitoring interval', value: formatTime(settings.monitoringInterval) },
          { label: 'Start', value: settings.autoStart ? 'by itself' : 'by hand' },
          { label: 'Random seed', value: String(settings.seed) },
        ]}
      />
    </ExpandableSection>
  );
}
