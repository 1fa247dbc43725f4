import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { lazy, useState } from 'react';
import type { Simulation } from '@/api/types';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';

const MessagesList = lazy(() => import('./MessagesList'));

/** The messages behind the numbers; nothing is asked for before it is opened. */
export function MessagesPanel({ simulation }: { simulation: Simulation }) {
  const [open, setOpen] = useState(false);
  return (
    <ExpandableSection
      variant="container"
      headerText="Messages"
      headingTagOverride="h2"
      headerDescription="Who was reached and who was not, message by message. The recipients are fictional."
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open && (
        <Part what="The list of messages" loading={<Loading what="Loading the messages" />}>
          <MessagesList simulation={simulation} />
        </Part>
      )}
    </ExpandableSection>
  );
}
