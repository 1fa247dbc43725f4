import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import { useTagSimulation } from '@/api/simulations';
import type { Listed } from '@/api/types';
import { ProblemAlert } from '@/components/ProblemAlert';

interface Props {
  simulation: Listed;
  onDone: () => void;
}

/** Sets and removes the tags of a simulation, one at a time: each is kept at once. */
export default function TagsDialog({ simulation: { id, settings, tags: before }, onDone }: Props) {
  const change = useTagSimulation();
  const [tags, setTags] = useState<readonly string[]>(before);
  const [typed, setTyped] = useState('');
  const tag = typed.trim();
  const apply = (asked: { add?: string[]; remove?: string[] }) =>
    change.mutate(
      { id, ...asked },
      {
        onSuccess: (after) => {
          setTags(after.tags);
          if (asked.add) setTyped('');
        },
      },
    );
  const add = () => {
    if (tag !== '') apply({ add: [tag] });
  };
  return (
    <Modal
      visible
      header={`Tags of “${settings.name}”`}
      closeAriaLabel="Close"
      onDismiss={onDone}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onDone}>
            Done
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FormField
          label="Another tag"
          constraintText="A simulation has up to 10 tags, of at most 30 characters each."
          secondaryControl={
            <Button loading={change.isPending} loadingText="Keeping it" disabled={tag === ''} onClick={add}>
              Add
            </Button>
          }
        >
          <Input
            value={typed}
            onChange={({ detail }) => setTyped(detail.value)}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') add();
            }}
          />
        </FormField>
        <div role="status">
          {tags.length === 0 ? (
            <Box color="text-body-secondary">It has no tags.</Box>
          ) : (
            <TokenGroup
              items={tags.map((label) => ({ label, dismissLabel: `Remove ${label}` }))}
              onDismiss={({ detail }) => {
                const gone = tags[detail.itemIndex];
                if (gone !== undefined) apply({ remove: [gone] });
              }}
            />
          )}
        </div>
        <ProblemAlert header="The tags were not changed" error={change.error} />
      </SpaceBetween>
    </Modal>
  );
}
