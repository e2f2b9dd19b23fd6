import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactFlowProvider } from '@xyflow/react';
import { beforeEach, expect, it } from 'vitest';
import type { Rehearsal } from '../../api/types';
import { renderInEditor, serve } from '../testing';
import { WalkPanel } from './WalkPanel';
import { WAIT, walkStore } from './walk';

const both = (text: string) => ({ es: text, en: text });

const STANDING: Rehearsal = {
  started_at: '2026-03-02T09:00:00Z',
  now: '2026-03-02T09:00:00Z',
  walker: {
    account_id: null,
    ref: 'A-1',
    name: 'Lucía Ortega',
    time_zone: 'UTC',
    language: 'es',
    currency: 'USD',
    balance: 41_230,
  },
  state: 'standing',
  here: [{ node: 'wait', label: both('Wait'), sentence: both('Wait 3 days') }],
  held: null,
  why: null,
  next_at: '2026-03-05T09:00:00Z',
  nodes: ['enter', 'send_email'],
  edges: ['e1', 'e2'],
  lines: [
    {
      at: '2026-03-02T09:00:00Z',
      what: 'left',
      node: 'enter',
      label: both('Enter'),
      text: both('Came in.'),
      mail: null,
    },
    {
      at: '2026-03-02T09:00:00Z',
      what: 'later',
      node: 'send_email',
      label: both('Email'),
      text: both('Not at night.'),
      mail: 0,
    },
  ],
  letters: [
    {
      node: 'send_email',
      channel: 'email',
      template: 'payment_reminder',
      to: 'lucia@correo.example',
      subject: 'A reminder',
      html: '<p>Hello</p>',
      text: 'Hello',
      parts: null,
      state: 'queued',
      written_at: '2026-03-02T09:00:00Z',
      due_at: '2026-03-02T13:00:00Z',
      sent_at: null,
      why: null,
      rules: both('Nobody is written to at night.'),
    },
  ],
  choices: [
    {
      happening: { ...WAIT, kind: 'event', detail: 'page_opened' },
      label: both('Opened the page'),
      group: 'waited',
      about: null,
    },
    { happening: { ...WAIT, kind: 'pays' }, label: both('Pays all that is owed'), group: 'money', about: null },
  ],
  impossible: false,
};
const PAID: Rehearsal = {
  ...STANDING,
  state: 'ended',
  here: [],
  why: both('Left the journey because nothing is owed any more.'),
  next_at: null,
  choices: [],
};

beforeEach(() => {
  walkStore.setState({ walks: {} });
  Element.prototype.scrollIntoView = () => undefined;
});

/** The open panel; the server gives these answers one after the other, and the last one again and again. */
function open(...answers: readonly (Rehearsal | Response)[]): Request[] {
  let place = -1;
  const asked = serve((request) => {
    if (!request.url.endsWith('/rehearsals')) return { items: [], total: 0 };
    place += 1;
    const answer = answers[Math.min(place, answers.length - 1)];
    return answer instanceof Response ? answer.clone() : answer;
  });
  const panel = (
    <ReactFlowProvider>
      <WalkPanel />
    </ReactFlowProvider>
  );
  renderInEditor(panel, { language: 'en' }).getState().show({ kind: 'walk' });
  return asked;
}

function walksOf(asked: readonly Request[]): Promise<readonly { happenings: unknown; started_at: unknown }[]> {
  return Promise.all(asked.filter(({ url }) => url.endsWith('/rehearsals')).map((request) => request.clone().json()));
}

it('says where somebody stands and what the rules say, and pretends that they pay now', async () => {
  const asked = open(STANDING, PAID);
  const person = userEvent.setup();
  expect(await screen.findByText('Wait 3 days')).toBeDefined();
  expect(screen.getByText(/Nobody is written to at night/)).toBeDefined();
  expect(screen.getByText(/It may go out on Mon, Mar 2, 13:00/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Nothing happens until Thu, Mar 5, 09:00' })).toBeDefined();
  await person.click(screen.getByRole('button', { name: 'Money' }));
  await person.click(await screen.findByRole('button', { name: 'Pays all that is owed' }));
  expect(await screen.findByText('Left the journey because nothing is owed any more.')).toBeDefined();
  const [first, second] = await walksOf(asked);
  expect([first?.started_at, first?.happenings]).toEqual([null, []]);
  expect(second).toMatchObject({ started_at: STANDING.started_at, happenings: [{ kind: 'pays', amount: null }] });
});

it('shows a message, goes on, and one step back', async () => {
  const asked = open(STANDING);
  const person = userEvent.setup();
  await person.click(await screen.findByRole('button', { name: 'See the message' }));
  expect(await screen.findByTitle('The message “A reminder”')).toBeDefined();
  await person.click(screen.getByRole('button', { name: /^Nothing happens until/ }));
  const stepBack = screen.getByRole('button', { name: 'One step back' });
  await waitFor(() => expect(stepBack).toHaveProperty('disabled', false));
  expect((await walksOf(asked)).at(-1)).toMatchObject({ happenings: [{ kind: 'wait' }] });
  await person.click(stepBack);
  await waitFor(() => expect(stepBack).toHaveProperty('disabled', true));
});

it('leads to the problems of a drawing that cannot be walked yet', async () => {
  const body = { title: 'x', status: 422, detail: 'Correct its errors first.', problems: [] };
  open(Response.json(body, { status: 422, headers: { 'Content-Type': 'application/problem+json' } }));
  expect(await screen.findByText('The drawing cannot be walked yet')).toBeDefined();
  expect(screen.getByText('Correct its errors first.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'See the problems' })).toBeDefined();
});
