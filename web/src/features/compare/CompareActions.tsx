import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useBaseline } from '@/components/baseline';
import { addresses, follow } from '@/components/routing';
import { tones } from './labels';
import { formId } from './run';

interface Props {
  ids: readonly string[];
  onChange: (ids: readonly string[]) => void;
}

/** What may be compared besides. */
export function CompareActions({ ids, onChange }: Props) {
  const baseline = useBaseline();
  const stored = ids.filter((id) => id !== formId);
  const full = ids.length >= tones.length;
  const others = ids.filter((id) => id !== baseline?.id);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {stored.length > 0 &&
        (stored.length < ids.length ? (
          <Button onClick={() => onChange(stored)}>Without the form</Button>
        ) : (
          <Button
            disabled={full}
            disabledReason={`At most ${tones.length} can be compared.`}
            onClick={() => onChange([...ids, formId])}
          >
            With the settings in the form
          </Button>
        ))}
      {baseline && stored.length > 0 && ids[0] !== baseline.id && (
        <Button
          disabled={full && others.length === ids.length}
          disabledReason={`At most ${tones.length} can be compared.`}
          onClick={() => onChange([baseline.id, ...others])}
        >
          Against the baseline
        </Button>
      )}
      <Button href={addresses.history} onFollow={follow}>
        Choose others
      </Button>
    </SpaceBetween>
  );
}
