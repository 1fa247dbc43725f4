import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import { documentOf } from './document';
import type { Filled } from './useFill';

interface Props {
  fill: (document: Record<string, unknown>) => Promise<Filled>;
  onDone: (filled: Filled) => void;
  onDismiss: () => void;
}

/** Takes settings as JSON, from a file or pasted. */
export default function ImportDialog({ fill, onDone, onDismiss }: Props) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);

  const read = async (file: File | undefined) => {
    setWrong(undefined);
    if (file) setText(await file.text());
  };
  const take = async () => {
    const document = documentOf(text);
    if (typeof document === 'string') {
      setWrong(document);
      return;
    }
    setBusy(true);
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
          accept=".json,application/json"
          onChange={({ detail }) => void read(detail.value[0])}
        >
          Choose a file
        </FileInput>
        <FormField
          label="Settings as JSON"
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
              setWrong(undefined);
            }}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
