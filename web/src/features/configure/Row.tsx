import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface Props {
  removeLabel: string;
  onRemove: (() => void) | undefined;
  children: ReactNode;
}

/** The fields of one element of a list, with a button that takes it away. */
export function Row({ removeLabel, onRemove, children }: Props) {
  return (
    <SpaceBetween size="xxs">
      <ColumnLayout columns={2}>{children}</ColumnLayout>
      {onRemove && (
        <Button variant="inline-link" ariaLabel={removeLabel} onClick={onRemove} formAction="none">
          Remove
        </Button>
      )}
    </SpaceBetween>
  );
}
