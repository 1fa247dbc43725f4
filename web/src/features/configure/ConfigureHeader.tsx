import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext } from 'react-hook-form';
import type { Limits } from '@/api/types';
import { ExchangeButtons } from './exchange/ExchangeButtons';
import type { Notice } from './exchange/notice';
import type { Filled } from './exchange/useFill';
import { Answer } from './forecast/Answer';
import { defaultForm } from './form';
import type { SettingsForm } from './formTypes';
import type { Level } from './question/level';
import { LevelSwitch } from './question/LevelSwitch';
import { TemplateCards } from './templates/TemplateCards';
import { templateForm } from './templates/templateForm';

interface Props {
  limits: Limits;
  level: Level;
  onLevel: (level: Level) => void;
  fill: (document: Record<string, unknown>) => Promise<Filled>;
  tell: (notice: Notice | undefined) => void;
}

/** What to begin with, and what that comes to, above the form and the forecast. */
export function ConfigureHeader({ limits, level, onLevel, fill, tell }: Props) {
  const form = useFormContext<SettingsForm>();
  const begin = (filled: SettingsForm, title: string) => {
    const before = form.getValues();
    form.reset(filled);
    tell({
      type: 'success',
      header: `The form is filled in: ${title}`,
      undo: () => {
        form.reset(before);
        tell(undefined);
      },
    });
  };
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        description="See how the sending of an alert will go, before the day."
        actions={<ExchangeButtons fill={fill} tell={tell} />}
      >
        New simulation
      </Header>
      <TemplateCards
        onPick={(template) => begin(templateForm(limits, template), template.title)}
        onBlank={() => begin(defaultForm(limits), 'blank')}
      />
      <Answer />
      <LevelSwitch level={level} onLevel={onLevel} />
    </SpaceBetween>
  );
}
