import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { lazy } from 'react';
import { useWatch } from 'react-hook-form';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';
import type { SettingsForm } from '../formTypes';
import { maxFactors, type StudyForm } from './studyForm';
import { factorName } from './variables';
import type { StudyState } from './useStudyForm';

const StudyFields = lazy(() => import('./StudyFields'));

/** The way from settings to a study of them, beyond the question. Closed until something varies. */
export default function StudyPanel(state: StudyState) {
  const form = useWatch<SettingsForm>() as SettingsForm;
  const { expanded, setExpanded, study } = state;
  return (
    <div className="configure-study">
      <ExpandableSection
        variant="container"
        headerText="Study: what varies"
        headingTagOverride="h2"
        headerDescription={summaryOf(form, study)}
        expanded={expanded}
        onChange={({ detail }) => setExpanded(detail.expanded)}
      >
        {expanded && (
          <Part what="What varies" loading={<Loading what="Loading" />}>
            <StudyFields {...state} form={form} />
          </Part>
        )}
      </ExpandableSection>
    </div>
  );
}

function summaryOf(form: SettingsForm, { factors }: StudyForm): string {
  if (factors.length === 0) {
    return `Runs these settings with many seeds, and with other values of up to ${maxFactors} fields: “vary” beside a field.`;
  }
  return factors
    .map(({ kind, path, name }) =>
      kind === 'alternatives' ? name || 'Alternative' : path ? factorName(form, path) : '…',
    )
    .join(' × ');
}
