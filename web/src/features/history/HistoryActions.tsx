import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Listed } from '@/api/types';
import { useBaseline } from '@/components/baseline';
import { formatCount } from '@/components/format';
import { addresses, follow, navigate } from '@/components/routing';

interface Props {
  selected: readonly Listed[];
  /** So many can be compared. */
  most: number;
  busy: boolean;
  onRefresh: () => void;
  onClear: () => void;
}

/** What is done with all that is selected, which may be of several searches. */
export function HistoryActions({ selected, most, busy, onRefresh, onClear }: Props) {
  const baseline = useBaseline();
  const chosen = selected.map(({ id }) => id);
  const others = chosen.filter((id) => id !== baseline?.id);
  const fits = (count: number) => count >= 2 && count <= most;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="refresh" ariaLabel="Refresh" loading={busy} onClick={onRefresh} />
      {chosen.length > 0 && <Button onClick={onClear}>Select none</Button>}
      {baseline && others.length > 0 && fits(others.length + 1) && (
        <Button onClick={() => navigate(addresses.compareThese([baseline.id, ...others]))}>
          Against the baseline
        </Button>
      )}
      <Button
        disabled={!fits(chosen.length)}
        disabledReason={`Select two to ${most} simulations.`}
        onClick={() => navigate(addresses.compareThese(chosen))}
      >
        Compare{chosen.length > 1 && ` (${formatCount(chosen.length)})`}
      </Button>
      <Button variant="primary" href={addresses.configure} onFollow={follow}>
        New simulation
      </Button>
    </SpaceBetween>
  );
}
