import Button from '@cloudscape-design/components/button';
import { placeOf } from '../errors';
import { useAllLimits } from '../LimitsContext';
import { variableAt } from './variables';
import { useVary } from './VaryContext';

/** Lets a field vary in a study, or goes to its levels. */
export function VaryButton({ path }: { path: string }) {
  const limits = useAllLimits();
  const { varies, vary } = useVary();
  if (!vary || !variableAt(limits, path)) return null;
  const place = placeOf(path);
  return varies(path) ? (
    <Button
      variant="inline-link"
      formAction="none"
      ariaLabel={`Varies: show the levels of ${place}`}
      onClick={() => vary(path)}
    >
      varies
    </Button>
  ) : (
    <Button variant="inline-link" formAction="none" ariaLabel={`Vary ${place}`} onClick={() => vary(path)}>
      vary
    </Button>
  );
}
