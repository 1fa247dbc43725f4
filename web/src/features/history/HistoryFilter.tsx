import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { SimulationState } from '@/api/types';
import type { Filter } from './useFilter';
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
  /** How many were found, in words; nothing while nothing is searched for. */
  found: string;
  onChange: (filter: Filter) => void;
}

export function HistoryFilter({ filter, found, onChange }: Props) {
  return (
    <div className="history-filter">
      <TextFilter
        filteringText={filter.text}
        filteringPlaceholder="Find by name or tag"
        filteringAriaLabel="Find by name or tag"
        filteringClearAriaLabel="Clear"
        countText={found}
        onChange={({ detail }) => onChange({ ...filter, text: detail.filteringText.slice(0, 80) })}
      />
      <Select
        ariaLabel="Filter by state"
        options={choices}
        selectedOption={choices.find(({ value }) => value === filter.state) ?? choices[0] ?? null}
        onChange={({ detail }) =>
          onChange({ ...filter, state: states.find((state) => state === detail.selectedOption.value) })
        }
      />
      {filter.tag !== undefined && (
        <Button
          iconName="close"
          iconAlign="right"
          ariaLabel={`Tag ${filter.tag}: find without it`}
          onClick={() => onChange({ ...filter, tag: undefined })}
        >
          {`Tag: ${filter.tag}`}
        </Button>
      )}
    </div>
  );
}
