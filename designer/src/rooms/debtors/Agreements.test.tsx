import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Agreements as All } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { Agreements } from './Agreements';
import { colorOf, inOrder } from './agreed';

const ALL: All = {
  promises: [
    {
      id: 1,
      amount: 15_050,
      currency: 'EUR',
      due_date: '2026-03-10',
      state: 'broken',
      paid: 3000,
      made_at: '2026-03-02T09:00:00Z',
      made_by: 'user:ana@cauce.example',
      note: 'Paid on Friday',
      settled_at: '2026-03-11T09:00:00Z',
    },
  ],
  plans: [
    {
      id: 1,
      state: 'confirmed',
      total: 40_000,
      currency: 'EUR',
      every: 'weeks',
      offered_at: '2026-03-20T09:00:00Z',
      expires_at: '2026-03-30T09:00:00Z',
      confirmed_at: '2026-03-21T09:00:00Z',
      settled_at: null,
      instalments: [
        { number: 1, due_date: '2026-03-27', amount: 20_000, paid: 20_000, state: 'paid' },
        { number: 2, due_date: '2026-04-03', amount: 20_000, paid: 0, state: 'due' },
      ],
    },
  ],
  offers: [
    {
      id: 1,
      state: 'offered',
      discount: 30,
      amount: 28_000,
      currency: 'EUR',
      offered_at: '2026-03-12T09:00:00Z',
      expires_at: '2026-03-26T09:00:00Z',
      settled_at: null,
    },
  ],
};

function open(permissions: readonly string[], body: All = ALL) {
  sessionStore.getState().enter({ ...ANA, permissions: [...permissions] });
  const came = serve({ 'GET /api/v1/accounts/4/agreements': () => ({ body }) });
  return { came, ...draw(<Agreements account={4} />) };
}

it('shows what was agreed on, with its state, amounts and days', async () => {
  open(['agreements:read']);
  expect(await screen.findByText('Promise of €150.50 by Mar 10, 2026')).toBeDefined();
  expect(screen.getByText(/^Made on .* · Paid €30\.00 · Ended on /)).toBeDefined();
  expect(screen.getByText('Paid on Friday')).toBeDefined();
  expect(screen.getByText('Settlement at 30% off: €280.00 to pay')).toBeDefined();
  expect(screen.getByText(/^Offered on .* · Stands until /)).toBeDefined();
  expect(screen.getByText('Plan of 2 weekly instalments: €400.00')).toBeDefined();
  expect(screen.queryByText(/user:/)).toBeNull();
});

it('opens and closes the instalments of a plan', async () => {
  open(['agreements:read']);
  await userEvent.click(await screen.findByRole('button', { name: 'Hide the instalments' }));
  expect(screen.queryByRole('table')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'See the instalments' }));
  expect(screen.getAllByRole('row')).toHaveLength(3);
});

it('says nothing where nothing was agreed on', async () => {
  const { came, container } = open(['agreements:read'], { promises: [], plans: [], offers: [] });
  await waitFor(() => expect(came).toHaveLength(1));
  expect(container.querySelector('h3')).toBeNull();
});

it('asks for nothing that this person may not read', () => {
  const { came } = open([]);
  expect(came).toHaveLength(0);
});

it('has the newest first, whatever it is', () => {
  expect(inOrder(ALL).map(({ kind }) => kind)).toEqual(['plan', 'offer', 'promise']);
});

it.each([
  ['kept', 'brand'],
  ['missed', 'yellow'],
  ['expired', 'gray'],
])('gives %s the colour %s', (state, color) => {
  expect(colorOf(state)).toBe(color);
});
