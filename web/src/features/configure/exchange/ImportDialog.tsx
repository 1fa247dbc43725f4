import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import { formatBytes } from '@/components/format';
import { useAllLimits } from '../LimitsContext';
import { textOfBytes } from './bytes';
import { documentOf } from './document';
import type { Filled } from './useFill';

/** What a file of settings may be; the server's command line takes no more. */
const maxBytes = 256 * 1024;

interface Props {
  fill: (document: Record<string, unknown>) => Promise<Filled>;
  onDone: (filled: Filled) => void;
  onDismiss: () => void;
}

/** Takes settings as JSON or YAML, from a file or pasted. */
export default function ImportDialog({ fill, onDone, onDismiss }: Props) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const limits = useAllLimits();
  /** Of the file that the text was read from, while it is as it was read. */
  const [fileName, setFileName] = useState<string>();

  const read = async (file: File | undefined) => {
    setWrong(undefined);
    if (!file) return;
    if (file.size > maxBytes) {
      setWrong(`The file is larger than ${formatBytes(maxBytes)}, which no settings need.`);
      return;
    }
    const content = textOfBytes(new Uint8Array(await file.arrayBuffer()));
    if ('wrong' in content) setWrong(content.wrong);
    else {
      setText(content.text);
      setFileName(file.name);
    }
  };
  const take = async () => {
    setBusy(true);
    let document;
    try {
      document = await documentOf(limits, text, fileName);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
      setBusy(false);
      return;
    }
    try {
      onDone(await fill(document));
    } catch (error) {
      setWrong(asProblem(error).message);
      setBusy(false);
    }
  };

  return (
    <Modal
      visible
      header="Import settings"
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={onDismiss}>
              Cancel
            </Button>
            <Button
              formAction="none"
              variant="primary"
              loading={busy}
              loadingText="Reading the settings"
              onClick={() => void take()}
            >
              Fill in the form
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FileInput
          value={[]}
          accept=".json,.yaml,.yml,application/json,application/yaml"
          onChange={({ detail }) => void read(detail.value[0])}
        >
          Choose a file
        </FileInput>
        <FormField
          label="Settings as JSON or YAML"
          description="What is left out gets its default. An exported simulation will do, too."
          errorText={wrong}
        >
          <Textarea
            value={text}
            rows={10}
            spellcheck={false}
            placeholder={'{"messages": 1000}'}
            onChange={({ detail }) => {
              setText(detail.value);
              setFileName(undefined);
              setWrong(undefined);
            }}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
