import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { expect, test } from 'vitest';
import type { Changes, ForecastAnswer } from '@/api/types';
import { forecast, limits } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import './AllSections'; // before the time of a test counts
import ConfigureView from './ConfigureView';
import { templates } from './templates/templates';

const json = (body: object) => HttpResponse.json(body as JsonBodyType);

/** Answers with what was asked, so that the sentence tells of how many people it is. */
function answerOf(body: object): ForecastAnswer {
  const settings = { ...forecast.settings, ...body };
  const senders = settings.senderGroups[0]?.senders ?? 0;
  const sentence = `Answer for ${settings.messages} people and ${senders} senders.`;
  return { ...forecast, settings, answer: { ...forecast.answer, sentence } };
}

function answering(changes?: (body: object) => Changes) {
  server.use(
    http.post(address('/forecast'), async ({ request }) => {
      const body = (await request.json()) as object;
      const document = answerOf(body);
      const help = new URL(request.url).searchParams.has('changes') && changes;
      return json(help ? { ...document, changes: help(body) } : document);
    }),
  );
}

async function showForm() {
  const view = show(<ConfigureView like={undefined} latest={undefined} />);
  await screen.findByRole('heading', { name: 'New simulation' });
  return { ...view, answer: within(screen.getByRole('region', { name: 'Answer' })) };
}

test('a stranger finds an example in the question, and its answer on top', async () => {
  answering();
  const { answer } = await showForm();
  expect(screen.getByLabelText('Name')).toHaveValue('Flood warning by SMS');
  expect(screen.getByLabelText('People')).toHaveValue('25000');
  expect(await answer.findByText('Answer for 25000 people and 480 senders.')).toBeInTheDocument();
  expect(screen.queryByText(/^Retries$/)).not.toBeInTheDocument();
});

test('another template fills the form in, and what was there can be had back', async () => {
  answering();
  const { user, answer } = await showForm();
  for (const { title } of templates) {
    expect(screen.getByRole('button', { name: new RegExp(`^${title}`) })).toBeInTheDocument();
  }
  await user.clear(screen.getByLabelText('People'));
  await user.type(screen.getByLabelText('People'), '300');
  expect(await answer.findByText(/^Answer for 300 people/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: /^Blank/ }));
  expect(screen.getByLabelText('People')).toHaveValue(String(limits.defaults.messages));
  await user.click(screen.getByRole('button', { name: 'Back to what was there' }));
  expect(screen.getByLabelText('People')).toHaveValue('300');
});

test('more of the form is shown when wanted, stays so, and nothing is lost on the way', async () => {
  answering();
  const first = await showForm();
  await first.user.clear(screen.getByLabelText('People'));
  await first.user.type(screen.getByLabelText('People'), '300');
  await first.user.click(screen.getByRole('radio', { name: 'Everything' }));
  expect(await screen.findByLabelText('Messages')).toHaveValue('300');
  expect(screen.getByRole('button', { name: /^Caps/ })).toBeInTheDocument();
  await first.user.click(screen.getByRole('radio', { name: 'Channels and providers' }));
  expect(screen.queryByRole('button', { name: /^Caps/ })).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: /^Channels/ })).toBeInTheDocument();
  first.unmount();
  const { user } = await showForm();
  expect(await screen.findByLabelText('Messages')).toHaveValue('300');
  await user.click(screen.getByRole('radio', { name: 'The question' }));
  expect(screen.getByLabelText('People')).toHaveValue('300');
});

test('a slider moves a figure; the answer before stands beside the new one until something else is done', async () => {
  answering();
  const { user, answer } = await showForm();
  await answer.findByText('Answer for 25000 people and 480 senders.');
  const slider = screen.getByRole('slider', { name: /^Senders/ });
  expect(slider).toHaveAttribute('aria-valuetext', '480 senders');
  fireEvent.change(slider, { target: { value: Number(slider.getAttribute('max')) } });
  expect(screen.getByRole('textbox', { name: 'Senders' })).toHaveValue('10000');
  expect(await answer.findByText('Answer for 25000 people and 10000 senders.')).toBeInTheDocument();
  expect(answer.getByText('Before: Answer for 25000 people and 480 senders.')).toBeInTheDocument();
  await user.clear(screen.getByLabelText('People'));
  await user.type(screen.getByLabelText('People'), '7');
  expect(await answer.findByText('Answer for 7 people and 10000 senders.')).toBeInTheDocument();
  expect(answer.queryByText(/^Before/)).not.toBeInTheDocument();
});

test('a change that would help is looked at, and then taken or left', async () => {
  answering((body) => {
    const settings = { ...answerOf(body).settings };
    const senderGroups = settings.senderGroups.map((group) => ({ ...group, senders: 960 }));
    return {
      objective: 0,
      at: 2500,
      count: 950,
      of: 1000,
      best: [
        {
          path: 'senderGroups[0].senders',
          change: 'twice the senders: 960',
          at: 1250,
          gain: 1250,
          count: 950,
          of: 1000,
          helps: true,
          settings: { ...settings, senderGroups },
        },
      ],
    };
  });
  const { user, answer } = await showForm();
  const help = await screen.findByRole('group', { name: 'What would help most' }, { timeout: 5000 });
  expect(help).toHaveTextContent('95 % reached after 20 min 50 s, 20 min 50 s sooner');
  await user.click(within(help).getByRole('button', { name: 'twice the senders: 960' }));
  expect(await answer.findByText('Answer for 25000 people and 960 senders.')).toBeInTheDocument();
  expect(answer.getByText('As it is: Answer for 25000 people and 480 senders.')).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Senders' })).toHaveValue('480');

  await user.click(screen.getByRole('button', { name: 'Leave it' }));
  expect(await answer.findByText('Answer for 25000 people and 480 senders.')).toBeInTheDocument();
  expect(answer.queryByText(/^As it is/)).not.toBeInTheDocument();

  await user.click(await screen.findByRole('button', { name: 'twice the senders: 960' }));
  await user.click(screen.getByRole('button', { name: 'Take it' }));
  expect(screen.getByRole('textbox', { name: 'Senders' })).toHaveValue('960');
  expect(await answer.findByText('Answer for 25000 people and 960 senders.')).toBeInTheDocument();
});

test('Enter in a field begins nothing; a wrong field that is not shown is', async () => {
  answering();
  const asked: unknown[] = [];
  server.use(
    http.post(address('/simulations'), async ({ request }) => {
      asked.push(await request.json());
      return problem(422, {
        errors: [{ location: 'body.timeToLive', message: 'must be at least 1' }],
      });
    }),
  );
  const { user } = await showForm();
  await user.type(screen.getByLabelText('People'), '{Enter}');
  expect(asked).toHaveLength(0);
  await user.click(screen.getByRole('button', { name: 'Submit' }));
  await waitFor(() => expect(asked).toHaveLength(1));
  await waitFor(() => expect(screen.getByRole('textbox', { name: /^Time-to-live/ })).toHaveFocus());
  expect(screen.getByRole('textbox', { name: /^Time-to-live/ })).toHaveAccessibleDescription(
    /Must be at least 1/,
  );
});

test('an answer that the form has outgrown says so', async () => {
  answering();
  const { user, answer } = await showForm();
  await answer.findByText('Answer for 25000 people and 480 senders.');
  await user.clear(screen.getByLabelText('People'));
  await user.type(screen.getByLabelText('People'), 'abc');
  expect(await answer.findByText('That was before: something in the form is wrong now.')).toBeInTheDocument();
  await user.clear(screen.getByLabelText('People'));
  await user.type(screen.getByLabelText('People'), '7');
  expect(await answer.findByText(/^Answer for 7 people/)).toBeInTheDocument();
  expect(answer.queryByText(/^That was before/)).not.toBeInTheDocument();
});
