import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Segment } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { giveRoomTexts } from '../../testing/roomTexts';
import { serve } from '../../testing/server';
import { JourneysRoom } from '../JourneysRoom';

giveRoomTexts();

const RICH = { field: 'account.balance', op: 'gt', value: 50_000 };
const SEGMENT: Segment = {
  id: 5,
  name: 'Owe much',
  condition: RICH,
  updated_at: '2026-03-02T09:00:00Z',
  used_by: [{ id: 3, name: 'Late stage' }],
  matches: 12,
  accounts: 40,
};
const PREVIEW = {
  in_time: true,
  members: [{ id: 1, ref: 'A-1', debtor: { id: 9, name: 'Lucía Ortega' }, balance: 60_000, currency: 'USD' }],
};
const WHY = {
  code: 'own',
  field: 'account.score',
  text: { es: '«Puntuación» se lee cuenta por cuenta.', en: '“Score” is read account by account.' },
};
const COUNTED = { matches: 1_284, total: 10_000, seconds: 2.63, speed: 'slow', reasons: [WHY] };
const SCORE = { id: 8, name: 'account.score', type: 'number', labels: { es: 'Puntuación', en: 'Score' } };
const META = {
  kinds: [],
  fields: [
    {
      name: 'account.balance',
      type: 'money',
      labels: { es: 'Saldo pendiente', en: 'Balance' },
      personal: false,
      sample: '41230',
      scope: 'account',
    },
  ],
  events: [],
  templates: [],
  exits: [],
  operators: [],
};

function open(address: string, edits = true, segments: readonly Segment[] = [SEGMENT]) {
  const permissions = [...ANA.permissions, 'segments:read', ...(edits ? ['segments:edit', 'fields:index'] : [])];
  sessionStore.getState().enter({ ...ANA, permissions });
  const asked = serve({
    'GET /api/v1/meta': () => ({ body: META }),
    'POST /api/v1/audience': () => ({ body: COUNTED }),
    'POST /api/v1/segments/preview': () => ({ body: PREVIEW }),
    'GET /api/v1/segments': () => ({ body: { items: segments, total: segments.length } }),
    'GET /api/v1/segments/5': () => ({ body: SEGMENT }),
    'PUT /api/v1/segments/5': () => ({ body: SEGMENT }),
    'GET /api/v1/own-fields': () => ({ body: { items: [{ ...SCORE, search: null, error: null }], total: 1 } }),
    'POST /api/v1/own-fields/8/index': () => ({ status: 202, body: { ...SCORE, search: 'making', error: null } }),
    'DELETE /api/v1/segments/5': () => ({ status: 204 }),
  });
  draw(<JourneysRoom />, { path: '/journeys/*', address });
  return asked;
}

const sent = (asked: readonly Request[], method: string) => asked.filter((request) => request.method === method);

it('lists segments with their condition in words and who uses them', async () => {
  open('/journeys/segments');
  const link = await screen.findByRole('link', { name: 'Owe much' });
  expect(link.getAttribute('href')).toBe('/journeys/segments/5');
  expect(screen.getByText('Late stage')).toBeDefined();
  expect(screen.getByText(/Balance.*500/)).toBeDefined();
});

it('says what a segment is where there is none, and offers one only to who may', async () => {
  open('/journeys/segments', false, []);
  expect(await screen.findByText('There is no segment yet')).toBeDefined();
  expect(screen.queryByRole('link', { name: 'New segment' })).toBeNull();
});

it('shows whom a segment takes, and saves a new name', async () => {
  const user = userEvent.setup();
  const asked = open('/journeys/segments/5');
  const link = await screen.findByRole('link', { name: 'Lucía Ortega' });
  expect(link.getAttribute('href')).toBe('/debtors/9');
  const name = screen.getByLabelText('Name');
  await user.clear(name);
  await user.type(name, 'Owe very much');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent(asked, 'PUT')).toHaveLength(1));
  expect(await sent(asked, 'PUT')[0]?.json()).toEqual({ name: 'Owe very much', condition: RICH });
});

it('asks for a name and a condition before it saves a new one', async () => {
  const user = userEvent.setup();
  const asked = open('/journeys/segments/new');
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  expect(screen.getByText('Write a name.')).toBeDefined();
  expect(screen.getByText('Add a condition.')).toBeDefined();
  expect(sent(asked, 'POST').filter(({ url }) => url.endsWith('/segments'))).toHaveLength(0);
});

it('deletes a segment once it was asked', async () => {
  const user = userEvent.setup();
  const asked = open('/journeys/segments/5');
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(sent(asked, 'DELETE')).toHaveLength(0);
  const [, confirm] = await screen.findAllByRole('button', { name: 'Delete' });
  if (confirm) await user.click(confirm);
  await waitFor(() => expect(sent(asked, 'DELETE')).toHaveLength(1));
});

it('lets those who may not change it read it', async () => {
  open('/journeys/segments/5', false);
  expect(await screen.findByText(/You may look at it/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
});

it('says how many are inside, how long that took and what would make it faster', async () => {
  open('/journeys/segments/5');
  expect(await screen.findByText(/1,284 of 10,000/)).toBeDefined();
  expect(screen.getByText(/Slow to find out.*2.6 s/)).toBeDefined();
  expect(screen.getByText('“Score” is read account by account.')).toBeDefined();
});

it('has a field made fast to search by who may decide that', async () => {
  const user = userEvent.setup();
  const asked = open('/journeys/segments/fields');
  await user.click(await screen.findByRole('button', { name: 'Make it fast to search: Score' }));
  await waitFor(() => expect(sent(asked, 'POST').some(({ url }) => url.endsWith('/own-fields/8/index'))).toBe(true));
});

it('only lists the fields for who may not', async () => {
  open('/journeys/segments/fields', false);
  expect(await screen.findByText('Score')).toBeDefined();
  expect(screen.queryByRole('button', { name: /Make it fast/ })).toBeNull();
  expect(screen.getByText(/An administrator decides that/)).toBeDefined();
});
