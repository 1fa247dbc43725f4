import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { useEffect, type ReactNode } from 'react';
import { FormProvider, useForm, type UseFormReturn } from 'react-hook-form';
import { expect, test } from 'vitest';
import { Problem } from '@/api/problem';
import { limits } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { CapsSection } from './CapsSection';
import { ChannelsSection } from './ChannelsSection';
import { showServerErrors } from './errors';
import { defaultForm, formOf, settingsOf } from './form';
import type { SettingsForm } from './formTypes';
import { LimitsContext } from './LimitsContext';
import { StepsSection } from './StepsSection';

interface Props {
  given: object;
  use: (form: UseFormReturn<SettingsForm>) => void;
  children: ReactNode;
}

/** Some sections of the form, without the rest of it. */
function Form({ given, use, children }: Props) {
  const form = useForm<SettingsForm>({
    defaultValues: { ...defaultForm(limits), ...given },
    mode: 'onTouched',
  });
  useEffect(() => use(form), [use, form]);
  return (
    <LimitsContext value={limits}>
      <FormProvider {...form}>{children}</FormProvider>
    </LimitsContext>
  );
}

function showSections(children: ReactNode, given: object = {}) {
  const forms: UseFormReturn<SettingsForm>[] = [];
  const { user } = show(
    <Form given={given} use={(form) => void forms.push(form)}>
      {children}
    </Form>,
  );
  const form = () => {
    const last = forms.at(-1);
    if (!last) throw new Error('There is no form.');
    return last;
  };
  return { user, form, settings: () => settingsOf(limits, form().getValues()) };
}

const row = (name: string) => within(screen.getByRole('group', { name }));
const press = (user: UserEvent, name: string) =>
  user.click(screen.getByRole('button', { name, hidden: true }));

async function type(user: UserEvent, of: string, label: RegExp, text: string) {
  const input = row(of).getByLabelText(label, { selector: 'input' });
  await user.clear(input);
  await user.click(input);
  await user.paste(text);
}

async function pick(user: UserEvent, of: string, label: RegExp, option: RegExp) {
  await user.click(row(of).getByRole('button', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}

test('a channel is entered, with how it is confirmed', async () => {
  const { user, settings } = showSections(<ChannelsSection />);
  await press(user, 'Add a channel');
  await type(user, 'Channel 1', /Channel name/, 'sms');
  await type(user, 'Channel 1', /Share confirmed/, '40 %');
  await type(user, 'Channel 1', /Mean time/, '2m');
  expect(settings().channels).toEqual([
    { name: 'sms', acknowledgement: { share: 0.4, time: { distribution: 'normal', mean: 120 } } },
  ]);
});

test('steps are entered, with a retry of their own, and taken away', async () => {
  const { user, settings } = showSections(<StepsSection />, {
    channels: formOf(limits, { channels: [{ name: 'sms' }] }).channels,
  });
  await press(user, 'Add a step');
  await pick(user, 'Step 1', /^Channel/, /sms/);
  await user.click(row('Step 1').getByRole('checkbox'));
  await pick(user, 'Step 1', /^Waits/, /Listed delays/);
  await type(user, 'Step 1', /Delay 1/, '10m');
  await press(user, 'Add a step');
  await press(user, 'Remove step 2');
  expect(settings().steps).toEqual([{ channel: 'sms', wait: 300, retry: { delays: [600], jitter: true } }]);
});

test('what is wrong is told at its field, and of a list with it', async () => {
  const { user, form, settings } = showSections(<CapsSection />);
  await press(user, 'Add a cap');
  await type(user, 'Cap 1', /Cap name/, 'day');
  await type(user, 'Cap 1', /^Count/, '2,000');
  await type(user, 'Cap 1', /Length of the window/, '1d');
  expect(settings().caps).toEqual([
    { name: 'day', count: 2000, unit: 'parts', over: 'wait', window: { seconds: 86_400 } },
  ]);
  const fields = [
    { location: 'body.caps', message: 'would have to remember too much' },
    { location: 'body.caps[0].window', message: 'needs either seconds or daily' },
    { location: 'body.caps[0].audience[0]', message: 'names the audience' },
    { location: 'body.colour', message: 'is not a field' },
  ];
  expect(showServerErrors(limits, form(), new Problem(422, '', { fields }))).toEqual([
    'colour: is not a field',
  ]);
  expect(await screen.findByText('Would have to remember too much.')).toBeInTheDocument();
  expect(row('Cap 1').getByText('Needs either seconds or daily.')).toBeInTheDocument();
  expect(row('Cap 1').getByText('Names the audience.')).toBeInTheDocument();
  await waitFor(() => expect(screen.getByText('3 errors')).toBeInTheDocument());
});

test('a channel is renamed, and who names it follows', async () => {
  const { user, settings } = showSections(<ChannelsSection />, {
    ...formOf(limits, { channels: [{ name: 'sms' }], steps: [{ channel: 'sms' }] }),
  });
  await type(user, 'Channel 1', /Channel name/, 'text messages');
  await user.tab();
  expect(settings()).toMatchObject({
    channels: [{ name: 'text messages' }],
    steps: [{ channel: 'text messages' }],
  });
});
