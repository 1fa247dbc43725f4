import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { handOver } from '@/components/handedSettings';
import { forecast, limits, settings } from '@/testing/fixtures';
import { beginBlank } from '@/testing/form';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import ConfigureView from '../ConfigureView';
import { linkTo } from './link';

beforeEach(beginBlank);

/** Answers as the server does: with the settings as it understood them, or with what is wrong in them. */
function understands(wrong?: () => Response) {
  server.use(
    http.post(address('/forecast'), async ({ request }) => {
      const body = (await request.json()) as object;
      const imported = !('autoStart' in body && 'name' in body && body.name === ''); // not the live forecast
      if (imported && wrong) return wrong();
      return HttpResponse.json<JsonBodyType>({ ...forecast, settings: { ...limits.defaults, ...body } });
    }),
  );
}

async function showForm() {
  const view = show(<ConfigureView like={undefined} latest={undefined} />);
  await screen.findByLabelText('Messages');
  return view;
}

async function open(user: ReturnType<typeof show>['user']) {
  await user.click(screen.getByRole('button', { name: 'Import' }));
  return within(await screen.findByRole('dialog'));
}

const messages = () => screen.getByLabelText('Messages');

test('imports pasted settings, with defaults for the rest and a seed by chance', async () => {
  understands();
  const { user } = await showForm();
  const dialog = await open(user);
  await user.click(dialog.getByLabelText('Settings as JSON or YAML'));
  await user.paste('{"messages": 77, "timeToLive": 60}');
  await user.click(dialog.getByRole('button', { name: 'Fill in the form' }));
  expect(await screen.findByText('The form is filled in from the import')).toBeInTheDocument();
  expect(messages()).toHaveValue('77');
  expect(screen.getByText('One attempt, no retry; messages expire after 60 s')).toBeInTheDocument();
  expect(screen.getByText(/by hand; random seed/)).toBeInTheDocument();
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('imports YAML, with figures as people write them, and says what is not clear beside its field', async () => {
  understands(() =>
    problem(422, {
      errors: [
        { location: 'body.messages', message: 'must be a whole number, without quotes (got "250.000")' },
      ],
    }),
  );
  const { user } = await showForm();
  const dialog = await open(user);
  const file = new File(
    [
      'x-g: &g {senders: 7, failureRate: 5 %}\nmessages: 250.000\ntimeToLive: 1h\nsenderGroups:\n- <<: *g\n  name: a\n',
    ],
    'run.yaml',
  );
  await user.upload(document.querySelector<HTMLInputElement>('input[type="file"]') ?? document.body, file);
  await waitFor(() =>
    expect(dialog.getByLabelText<HTMLTextAreaElement>('Settings as JSON or YAML').value).toMatch(/250/),
  );
  await user.click(dialog.getByRole('button', { name: 'Fill in the form' }));
  expect(await screen.findByText('The form is filled in from the import, with 1 error')).toBeInTheDocument();
  expect(messages()).toHaveValue('250.000');
  expect(messages()).toHaveAccessibleDescription(
    /Must be a whole number, without quotes \(got "250\.000"\)\. .*understood as 250$/,
  );
  expect(screen.getByLabelText('Senders')).toHaveValue('7');
  expect(screen.getByLabelText('Failure rate')).toHaveValue('5');
  expect(screen.getByText('One attempt, no retry; messages expire after 3600 s')).toBeInTheDocument();
});

test('says where a file is no UTF-8 or no YAML, and takes nothing of it', async () => {
  const { user } = await showForm();
  const dialog = await open(user);
  const input = document.querySelector<HTMLInputElement>('input[type="file"]') ?? document.body;
  await user.upload(input, new File([Uint8Array.from([0x7b, 0x0a, 0xe9])], 'a.json'));
  expect(await dialog.findByText('Line 2 is not UTF-8; save the file as UTF-8.')).toBeInTheDocument();
  await user.click(dialog.getByLabelText('Settings as JSON or YAML'));
  await user.paste('messages: 1\nmessages: 2');
  await user.click(dialog.getByRole('button', { name: 'Fill in the form' }));
  expect(await dialog.findByText(/^Line 2: Map keys must be unique/)).toBeInTheDocument();
});

test('imports the settings in a file of an exported simulation', async () => {
  understands();
  const { user } = await showForm();
  const dialog = await open(user);
  const file = new File([JSON.stringify({ settings: { ...settings, messages: 88 } })], 'run.json', {
    type: 'application/json',
  });
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  await user.upload(input ?? document.body, file);
  await waitFor(() =>
    expect(dialog.getByLabelText<HTMLTextAreaElement>('Settings as JSON or YAML').value).toMatch(/88/),
  );
  await user.click(dialog.getByRole('button', { name: 'Fill in the form' }));
  await waitFor(() => expect(messages()).toHaveValue('88'));
  expect(screen.getByText(/; seed 42/)).toBeInTheDocument();
});

test('says beside the fields what the server finds wrong, and of the rest above the form', async () => {
  understands(() =>
    problem(422, {
      detail: '3 fields of the settings are wrong',
      errors: [
        { location: 'body.messages', message: 'must be a whole number (got "many")' },
        { location: 'body.senderGroups[1].failureRate', message: 'must be between 0 and 1' },
        { location: 'body.colour', message: 'is not a field' },
      ],
    }),
  );
  const { user } = await showForm();
  const dialog = await open(user);
  await user.click(dialog.getByLabelText('Settings as JSON or YAML'));
  await user.paste(
    '{"messages": "many", "colour": 1, "senderGroups": [{}, {"failureRate": 7, "senders": 3}]}',
  );
  await user.click(dialog.getByRole('button', { name: 'Fill in the form' }));
  expect(await screen.findByText('The form is filled in from the import, with 3 errors')).toBeInTheDocument();
  expect(screen.getByText('colour: is not a field')).toBeInTheDocument();
  expect(messages()).toHaveValue('many');
  expect(messages()).toHaveAccessibleDescription(/Must be a whole number \(got "many"\)\./);
  expect(screen.getAllByLabelText('Senders').map((input) => (input as HTMLInputElement).value)).toEqual([
    '4',
    '3',
  ]);
  expect(screen.getAllByLabelText('Failure rate')[1]).toHaveAccessibleDescription(
    /Must be between 0 and 1\./,
  );
});

test('says that a text is no JSON, or no settings, or that the server is away, and changes nothing', async () => {
  understands(() => HttpResponse.error());
  const { user } = await showForm();
  const dialog = await open(user);
  const text = dialog.getByLabelText('Settings as JSON or YAML');
  const take = () => user.click(dialog.getByRole('button', { name: 'Fill in the form' }));
  await user.click(text);
  await user.paste('{messages');
  await take();
  expect(await dialog.findByText(/This is not JSON/)).toBeInTheDocument();
  await user.clear(text);
  await user.paste('[1]');
  await take();
  expect(await dialog.findByText(/Settings are an object/)).toBeInTheDocument();
  await user.clear(text);
  await user.paste('{"messages": 5}');
  await take();
  expect(await dialog.findByText('The server cannot be reached.')).toBeInTheDocument();
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(messages()).toHaveValue('1000');
});

test('saves the settings as JSON under the name of the alert', async () => {
  const blobs: Blob[] = [];
  const names: string[] = [];
  URL.createObjectURL = (blob) => (blobs.push(blob as Blob), 'blob:settings');
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  const { user } = await showForm();
  await user.clear(screen.getByLabelText('Name'));
  await user.type(screen.getByLabelText('Name'), 'Flood, county A');
  await user.click(screen.getByRole('button', { name: 'Export' }));
  expect(names).toEqual(['flood-county-a.json']);
  expect(JSON.parse((await blobs[0]?.text()) ?? '')).toMatchObject({
    name: 'Flood, county A',
    messages: 1000,
  });
});

test('does not pass settings with errors on, and says which', async () => {
  const { user } = await showForm();
  await user.clear(messages());
  await user.click(screen.getByRole('button', { name: 'Export' }));
  expect(await screen.findByText('Settings with errors are not passed on')).toBeInTheDocument();
});

test('a copied link fills the form in and says so, and then the address is plain again', async () => {
  understands();
  const first = await showForm();
  await first.user.clear(messages());
  await first.user.type(messages(), '4321');
  await first.user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(await screen.findByText('The link is copied')).toBeInTheDocument();
  const link = new URL(await navigator.clipboard.readText());
  expect(link.pathname).toBe('/new');
  first.unmount();
  beginBlank();

  window.history.replaceState(null, '', link.pathname + link.hash);
  await showForm();
  expect(await screen.findByText('The form is filled in from the link')).toBeInTheDocument();
  expect(messages()).toHaveValue('4321');
  expect(window.location.href).toBe('http://alertsim.test/new');
});

test('shows the link where the browser does not let it be copied', async () => {
  const { user } = await showForm();
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(await screen.findByLabelText<HTMLInputElement>('Link to these settings')).toHaveDisplayValue(
    /^http:\/\/alertsim\.test\/new#settings=/,
  );
});

test('a broken link says so and leaves the form as it is', async () => {
  const link = new URL(await linkTo({ messages: 5 }));
  window.history.replaceState(null, '', `/new${link.hash.slice(0, -6)}`);
  await showForm();
  expect(await screen.findByText('This link is broken')).toBeInTheDocument();
  expect(messages()).toHaveValue('1000');
});

test('a link waits for another try while the server is away', async () => {
  understands(() => HttpResponse.error());
  const link = new URL(await linkTo({ messages: 5 }));
  window.history.replaceState(null, '', `/new${link.hash}`);
  await showForm();
  expect(await screen.findByText('The settings of the link are not filled in')).toBeInTheDocument();
  expect(window.location.hash).toBe(link.hash);
});

test('settings from a log fill the form in, and what was there can be had back', async () => {
  understands();
  handOver({ ...limits.defaults, name: 'Calls', messages: 1200, seed: 1 });
  const { user } = await showForm();
  expect(await screen.findByText('The form is filled in from the log')).toBeInTheDocument();
  expect(messages()).toHaveValue('1200');
  await user.click(screen.getByRole('button', { name: 'Back to what was there' }));
  expect(messages()).toHaveValue(String(limits.defaults.messages));
  expect(screen.queryByText('The form is filled in from the log')).not.toBeInTheDocument();
});

test('settings from a log that the server says nothing of leave the form as it was', async () => {
  understands(() => HttpResponse.error());
  handOver({ ...limits.defaults, name: 'Calls', messages: 1200, seed: 1 });
  await showForm();
  expect(await screen.findByText('The settings from the log are not filled in')).toBeInTheDocument();
  expect(messages()).toHaveValue(String(limits.defaults.messages));
});
