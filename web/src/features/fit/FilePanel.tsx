import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FileDropzone, { useFilesDragging } from '@cloudscape-design/components/file-dropzone';
import FileInput from '@cloudscape-design/components/file-input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LogLimits } from '@/api/types';
import { formatBytes } from '@/components/format';
import type { Log } from './useLog';

/** The choice of a file, which stays in the browser for now. */
export function FilePanel({ limits, log: { file, wrong, choose } }: { limits: LogLimits; log: Log }) {
  const { areFilesDragging } = useFilesDragging();
  const tooLong =
    file && file.size > limits.maxBytes
      ? `The file has ${formatBytes(file.size)}, and ${formatBytes(limits.maxBytes)} are taken here. Give a part of it, or let the command line fit it: alertsim fit ${file.name}`
      : undefined;
  const why = wrong ?? tooLong;
  return (
    <Container>
      <SpaceBetween size="s">
        <p className="fit-words">
          CSV with the names of its columns in the first line, a row an attempt: when it was sent, when it
          ended, how, and to whom. The file stays in your browser until you press “Fit”; then it is sent to{' '}
          {window.location.host}, which computes the figures and keeps nothing of it.
        </p>
        {areFilesDragging ? (
          <FileDropzone onChange={({ detail }) => void choose(detail.value[0])}>
            Drop the log here
          </FileDropzone>
        ) : (
          <FileInput
            value={[]}
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            onChange={({ detail }) => void choose(detail.value[0])}
          >
            {file ? 'Choose another log' : 'Choose a log'}
          </FileInput>
        )}
        <div role="status">{file && `${file.name}, ${formatBytes(file.size)}`}</div>
        <div role="alert">{why && <Alert type="error">{why}</Alert>}</div>
      </SpaceBetween>
    </Container>
  );
}
