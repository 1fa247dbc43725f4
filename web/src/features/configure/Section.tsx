import ExpandableSection, {
  type ExpandableSectionProps,
} from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, type ReactNode } from 'react';
import { useFormState } from 'react-hook-form';
import { formatCounted } from '@/components/format';
import { countErrors } from './errors';
import type { SettingsForm } from './formTypes';

interface Props {
  title: string;
  /** What the section holds, for whoever does not open it. */
  summary: string;
  /** The fields in it, by path or the beginning of one. */
  fields: readonly string[];
  variant?: ExpandableSectionProps.Variant;
  children: ReactNode;
}

/** A part of the form that is closed until it is wanted, or has an error in it. */
export function Section({ title, summary, fields, variant = 'container', children }: Props) {
  const { errors } = useFormState<SettingsForm>();
  const wrong = countErrors(errors, fields);
  const [expanded, setExpanded] = useState(false);
  if (wrong > 0 && !expanded) setExpanded(true);
  return (
    <ExpandableSection
      variant={variant}
      headerText={title}
      headerDescription={summary}
      headingTagOverride={variant === 'container' ? 'h2' : 'h3'}
      headerInfo={
        wrong > 0 ? (
          <StatusIndicator type="error">{formatCounted(wrong, 'error')}</StatusIndicator>
        ) : undefined
      }
      expanded={expanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
    >
      {children}
    </ExpandableSection>
  );
}
