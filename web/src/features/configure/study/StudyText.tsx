import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { afterPress } from '@/components/afterPress';

interface Props {
  label: string;
  description?: string | undefined;
  constraint?: string | undefined;
  placeholder?: string | undefined;
  suffix?: string | undefined;
  numeric?: boolean;
  value: string;
  fault: string | undefined;
  onLeave: () => void;
  onChange: (value: string) => void;
}

/** One text of what varies. */
export function StudyText(props: Props) {
  const { label, description, constraint, placeholder, suffix, numeric = false, value, fault } = props;
  return (
    <FormField label={label} description={description} constraintText={constraint} errorText={fault}>
      <Input
        value={value}
        placeholder={placeholder}
        suffix={suffix}
        inputMode={numeric ? 'numeric' : 'text'}
        autoComplete={false}
        onBlur={() => afterPress(props.onLeave)}
        onChange={({ detail }) => props.onChange(detail.value)}
      />
    </FormField>
  );
}
