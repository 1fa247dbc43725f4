import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFieldLimits } from './LimitsContext';
import { SenderGroupFields } from './SenderGroupFields';
import { FindSenders } from './senders/FindSenders';
import { useRows } from './useRows';

/** The groups of senders: one to begin with. */
export function SendersSection() {
  const { description } = useFieldLimits('senderGroups');
  const { fields, add, remove, disabled, disabledReason } = useRows('senderGroups');
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={description}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {fields.length > 1 && <FindSenders group={undefined} of="all groups" />}
              <Button
                formAction="none"
                iconName="add-plus"
                disabled={disabled}
                disabledReason={disabledReason}
                onClick={() => add({ name: '' })}
              >
                Add a group
              </Button>
            </SpaceBetween>
          }
        >
          Senders
        </Header>
      }
    >
      <SpaceBetween size="xl">
        {fields.map(({ id }, index) => (
          <SenderGroupFields
            key={id}
            index={index}
            alone={fields.length === 1}
            onRemove={remove && (() => remove(index))}
          />
        ))}
      </SpaceBetween>
    </Container>
  );
}
