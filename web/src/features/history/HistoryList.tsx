import Checkbox from '@cloudscape-design/components/checkbox';
import type { Listed } from '@/api/types';
import { formatCounted, formatMinute } from '@/components/format';
import { StateIndicator } from '@/components/StateIndicator';
import { Name } from './Name';
import { RowActions, type Asked } from './RowActions';

interface Props {
  items: readonly Listed[];
  selected: readonly Listed[];
  onSelect: (selected: Listed[]) => void;
  onTag: (tag: string) => void;
  onAsk: (asked: Asked) => void;
}

/** The history where there is no room for its table, which would show the name and the state only. */
export function HistoryList({ items, selected, onSelect, onTag, onAsk }: Props) {
  return (
    <ul className="history-list" aria-label="History of simulations">
      {items.map((simulation) => {
        const { id, state, settings, createdAt, answer } = simulation;
        const others = selected.filter((one) => one.id !== id);
        const isSelected = others.length < selected.length;
        return (
          <li key={id}>
            <Checkbox
              checked={isSelected}
              ariaLabel={`Select ${settings.name}`}
              onChange={() => onSelect(isSelected ? others : [...selected, simulation])}
            />
            <div className="history-item">
              <Name simulation={simulation} onTag={onTag} />
              <StateIndicator state={state} />
              <p>
                {formatCounted(settings.messages, 'message')}, {formatMinute(createdAt)}
              </p>
              <p>{answer}</p>
            </div>
            <RowActions simulation={simulation} onAsk={onAsk} />
          </li>
        );
      })}
    </ul>
  );
}
