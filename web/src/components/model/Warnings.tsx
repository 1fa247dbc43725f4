import Alert from '@cloudscape-design/components/alert';
import type { Settings } from '@/api/types';
import './model.css';
import { warningInWords } from './warnings';

interface Props {
  warnings: readonly string[] | undefined;
  settings: Settings;
}

/** What in the settings is allowed, but may not be meant. */
export function Warnings({ warnings = [], settings }: Props) {
  if (warnings.length === 0) return null;
  return (
    <Alert type="warning" header={warnings.length === 1 ? 'Warning' : 'Warnings'}>
      <ul className="model-list">
        {warnings.map((warning) => (
          <li key={warning}>{warningInWords(warning, settings)}</li>
        ))}
      </ul>
    </Alert>
  );
}
