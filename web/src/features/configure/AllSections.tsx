import { AlertSection } from './AlertSection';
import { AudienceSection } from './AudienceSection';
import { CalendarSection } from './CalendarSection';
import { CapsSection } from './CapsSection';
import { ChannelsSection } from './ChannelsSection';
import { ObjectivesSection } from './ObjectivesSection';
import { RetrySection } from './RetrySection';
import { RunSection } from './RunSection';
import { SendersSection } from './SendersSection';
import { StepsSection } from './StepsSection';

interface Props {
  /** Caps, a calendar and how it is run, too. */
  everything: boolean;
  earlierSeed: number | undefined;
}

/** The form by its sections, beyond the question. */
export default function AllSections({ everything, earlierSeed }: Props) {
  return (
    <>
      <AlertSection />
      <SendersSection />
      <RetrySection />
      <ChannelsSection />
      <StepsSection />
      <AudienceSection />
      {everything && <CapsSection />}
      <ObjectivesSection />
      {everything && (
        <>
          <CalendarSection />
          <RunSection earlierSeed={earlierSeed} />
        </>
      )}
    </>
  );
}
