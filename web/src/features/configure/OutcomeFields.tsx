import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ChoiceField } from './fields/ChoiceField';
import { TextField } from './fields/TextField';
import { Rows } from './Rows';
import { SendTimeFields } from './SendTimeFields';

/** The ways in which attempts of a group end. */
export function OutcomeFields({ group }: { group: `senderGroups.${number}` }) {
  return (
    <Rows name={`${group}.outcomes`} noun="outcome" titled>
      {(outcome) => (
        <SpaceBetween size="s">
          <ColumnLayout columns={2}>
            <TextField terse name={`${outcome}.name`} />
            <TextField terse name={`${outcome}.share`} />
            <ChoiceField name={`${outcome}.result`} />
          </ColumnLayout>
          <SendTimeFields name={`${outcome}.sendTime`} />
        </SpaceBetween>
      )}
    </Rows>
  );
}
