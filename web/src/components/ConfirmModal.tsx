import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface Props {
  question: string;
  /** The words on the button that does it, and while it is done. */
  confirm: string;
  confirming: string;
  keep: string;
  busy: boolean;
  onConfirm: () => void;
  onDismiss: () => void;
  children: ReactNode;
}

/** Asks before something is done that cannot be undone. */
export default function ConfirmModal(props: Props) {
  const { busy, onDismiss } = props;
  return (
    <Modal
      visible
      header={props.question}
      closeAriaLabel="Close"
      onDismiss={() => {
        if (!busy) onDismiss();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" disabled={busy} onClick={onDismiss}>
              {props.keep}
            </Button>
            <Button variant="primary" loading={busy} loadingText={props.confirming} onClick={props.onConfirm}>
              {busy ? props.confirming : props.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {props.children}
    </Modal>
  );
}
