import Button from '@cloudscape-design/components/button';
import { lazy, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { Part } from '@/components/Part';
import type { SettingsForm } from '../formTypes';

const SendersDialog = lazy(() => import('./SendersDialog'));

interface Props {
  /** The group whose senders are looked for; all of them if there is none. */
  group: number | undefined;
  /** What that is called. */
  of: string;
}

/** Asks how many senders meet the objectives. */
export function FindSenders({ group, of }: Props) {
  const { getValues } = useFormContext<SettingsForm>();
  const [asked, setAsked] = useState<SettingsForm>();
  return (
    <>
      <Button
        formAction="none"
        ariaLabel={`Find the number of senders of ${of}`}
        onClick={() => setAsked(structuredClone(getValues()))}
      >
        Find the number
      </Button>
      {asked && (
        <Part what="The search for senders">
          <SendersDialog form={asked} group={group} of={of} onDismiss={() => setAsked(undefined)} />
        </Part>
      )}
    </>
  );
}
