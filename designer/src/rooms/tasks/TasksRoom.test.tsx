import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { Task, TaskRow } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { TasksRoom } from './TasksRoom';

const ROW: TaskRow = {
  id: 7,
  kind: 'call',
  state: 'open',
  title: 'First call',
  priority: 0,
  due_at: '2026-03-04T09:00:00Z',
  not_before: null,
  created_at: '2026-03-02T09:00:00Z',
  debtor: { id: 3, name: 'Lucía Ortega' },
  account: { id: 4, name: 'A-1' },
  balance: 41_230,
  currency: 'USD',
  journey: { id: 1, name: 'Early' },
  claimed_by: null,
  mine: false,
  outcome: null,
  closed_at: null,
  rules: { now: false, not_before: '2026-03-03T08:00:00Z', why: 'No calls at night.' },
  settlement: null,
};
const label = (text: string) => ({ es: text, en: text });
const TASK: Task = {
  ...ROW,
  script: 'Hello Lucía',
  script_fault: null,
  outcomes: [
    { id: 'reached', label: label('Reached') },
    { id: 'promise', label: label('Promises to pay') },
    { id: 'call_back', label: label('Call back') },
  ],
  note: null,
  run: 1,
  node: 'call',
  language: 'es',
  time_zone: 'America/Bogota',
  mobile: '+573001112233',
  due_date: null,
  principal: 41_230,
  interest: 0,
  fees: 0,
  paid: 0,
  creditor: 'Marea',
  contacts: [],
};

function open(search = '', items: readonly TaskRow[] = [ROW], task: Task = TASK) {
  const came = serve({
    'GET /api/v1/tasks': () => ({ body: { items, total: items.length } }),
    'GET /api/v1/meta': () => ({ body: { channels: [{ name: 'email', labels: label('Email') }] } }),
    'GET /api/v1/tasks/7': () => ({ body: task }),
    'POST /api/v1/tasks/7/complete': () => ({ body: { closed: true } }),
  });
  draw(<TasksRoom />, { path: '/tasks', address: '/tasks', search });
  return came;
}

beforeEach(() =>
  sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'tasks:read', 'tasks:work'] }),
);

it('lists who is to be called, and when the rules allow it', async () => {
  open();
  expect(await screen.findByText('Lucía Ortega')).toBeDefined();
  expect(screen.getByText('Urgent')).toBeDefined();
  expect(screen.getByText(/Not before/)).toBeDefined();
  expect(screen.getByText('$412.30')).toBeDefined();
});

it('says so where there is nothing to do', async () => {
  open('', []);
  expect(await screen.findByText('Nothing to do')).toBeDefined();
});

it('records a promise with its amount in minor units', async () => {
  const came = open('?open=7');
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText('Promises to pay'));
  await user.type(screen.getByLabelText(/Promised amount/), '200');
  await user.type(screen.getByLabelText(/Day of the promise/), '2026-03-09');
  await user.click(screen.getByRole('button', { name: 'Record it' }));
  await screen.findByText('Lucía Ortega');
  const sent = came.find(({ method }) => method === 'POST');
  expect(await sent?.json()).toMatchObject({
    outcome: 'promise',
    promise: { amount: 20_000, due_date: '2026-03-09' },
  });
});

it('reads the time of the next call by the clock of the person, and says whose it is', async () => {
  const came = open('?open=7');
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText('Call back'));
  fireEvent.change(screen.getByLabelText('Call again at'), { target: { value: '2026-03-05T17:00' } });
  expect(screen.getByText(/America\/Bogota.*Mar 5, 22:00/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Record it' }));
  await waitFor(() => expect(came.some(({ method }) => method === 'POST')).toBe(true));
  const sent = came.find(({ method }) => method === 'POST');
  expect(await sent?.json()).toMatchObject({ outcome: 'call_back', call_back_at: '2026-03-05T22:00:00.000Z' });
});

it('says in words by which channels the person was contacted', async () => {
  const contacts = [
    { at: '2026-03-01T09:00:00Z', channel: 'email', reached: false },
    { at: '2026-03-02T09:00:00Z', channel: 'call', reached: true },
  ];
  open('?open=7', [ROW], { ...TASK, contacts });
  expect(await screen.findByText(/· Email$/)).toBeDefined();
  expect(screen.getByText(/· Call · spoken to$/)).toBeDefined();
});

it('offers an approval only to who may decide', async () => {
  open('?open=7', [], { ...TASK, kind: 'approval', script: 'May we?', rules: null });
  expect(await screen.findByText('May we?')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Record it' })).toBeNull();
});

it('says in money what a settlement comes to that is to be approved, on the list and beside it', async () => {
  const settlement = { discount: 40, amount: 24_738, waived: 16_492 };
  const asked = { kind: 'approval', title: 'A settlement', rules: null, settlement } as const;
  open('?open=7', [{ ...ROW, ...asked }], { ...TASK, ...asked });
  const drawer = await screen.findByRole('dialog');
  await waitFor(() => expect(drawer.textContent).toContain('$164.92 (40%)'));
  expect(drawer.textContent).toContain('Would pay$247.38');
  expect(screen.getByText('Would pay $247.38; $164.92 let go')).toBeTruthy();
});
