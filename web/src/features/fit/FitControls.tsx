import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LogLimits } from '@/api/types';
import { missing } from './recognise';
import type { Log } from './useLog';

/** Sends the log, shows how far it is, and says why it did not work. */
export function FitControls({ limits, log }: { limits: LogLimits; log: Log }) {
  const { progress, problem, file, answer } = log;
  const wanted = missing(limits, log.taken, log.columns);
  const tooLong = file !== undefined && file.size > limits.maxBytes;
  const reason = tooLong
    ? 'The file is too long.'
    : wanted.length > 0
      ? `Say first which column is for ${wanted.join(', ')}.`
      : undefined;
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="primary"
          disabled={reason !== undefined}
          disabledReason={reason}
          loading={progress !== undefined}
          loadingText="Fitting the log"
          onClick={() => void log.fit()}
        >
          {progress ? 'Fitting…' : answer ? 'Fit again' : 'Fit'}
        </Button>
        {progress && (
          <Button variant="link" onClick={progress.cancel}>
            Cancel
          </Button>
        )}
      </SpaceBetween>
      <div role="status">
        {progress && (progress.sent < 1 ? 'Sending the log…' : 'The log is sent; it is being fitted…')}
        {!progress && answer && !problem && 'The log is fitted; the figures are below.'}
      </div>
      {progress && progress.sent < 1 && (
        <ProgressBar value={Math.floor(progress.sent * 100)} ariaLabel="Share of the log that is sent" />
      )}
      <div role="alert">
        {problem && (
          <Alert type="error" header="The log was not fitted">
            {problem.message}
            {problem.fields.length > 0 && (
              <ul className="fit-list">
                {problem.fields.map(({ location, message }) => (
                  <li key={location + message}>
                    {location.replace(/^(query|body)\./, '')}: {message}
                  </li>
                ))}
              </ul>
            )}
          </Alert>
        )}
      </div>
    </SpaceBetween>
  );
}
