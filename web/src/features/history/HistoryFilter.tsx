import Select from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { SimulationState } from '@/api/types';
import { formatCounted } from '@/components/format';
import type { Filter } from './selection';
import './history.css';

const states: readonly SimulationState[] = [
  'preparing',
  'ready',
  'running',
  'completed',
  'cancelled',
  'failed',
];
const choices = [
  { value: 'any', label: 'any state' },
  ...states.map((state) => ({ value: state, label: state })),
];

interface Props {
  filter: Filter;
  /** How many pass it. */
  count: number;
  onChange: (filter: Filter) => void;
}

export function HistoryFilter({ filter, count, onChange }: Props) {
  const filtering = filter.name.trim() !== '' || filter.state !== undefined;
  return (
    <div className="history-filter">
      <TextFilter
        filteringText={filter.name}
        filteringPlaceholder="Find by name"
        filteringAriaLabel="Find by name"
        filteringClearAriaLabel="Clear"
        countText={filtering ? `${formatCounted(count, 'simulation')} found` : ''}
        onChange={({ detail }) => onChange({ ...filter, name: detail.filteringText })}
      />
      <Select
        ariaLabel="Filter by state"
        options={choices}
        selectedOption={choices.find(({ value }) => value === filter.state) ?? choices[0] ?? null}
        onChange={({ detail }) =>
          onChange({ ...filter, state: states.find((state) => state === detail.selectedOption.value) })
        }
      />
    </div>
  );
}
