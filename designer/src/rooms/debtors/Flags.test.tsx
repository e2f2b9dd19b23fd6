import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { Flags } from './Flags';

const label = (text: string) => ({ es: text, en: text });
const META = {
  exits: [
    { name: 'disputed', labels: label('Disputes the debt') },
    { name: 'deceased', labels: label('Has died') },
    { name: 'vulnerable', labels: label('Is vulnerable') },
  ],
};

function open(of: 'person' | 'account', flags: readonly string[], permissions: readonly string[]) {
  sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, ...permissions] });
  const came = serve({
    'GET /api/v1/meta': () => ({ body: META }),
    'POST /api/v1/accounts/4/flags': () => ({ body: { flag: 'deceased', on: true, changed: true } }),
  });
  draw(<Flags of={of} account={4} flags={flags} />);
  return came;
}

it('shows what is known, and lets only those change it who may', async () => {
  open('person', ['vulnerable'], []);
  expect(await screen.findByText('Is vulnerable')).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

it('notes a flag of the person with its reason', async () => {
  const came = open('person', [], ['flags:set']);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Note or clear a warning' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Note: Has died' }));
  await user.type(await screen.findByLabelText('Reason'), 'The family called');
  await user.click(screen.getByRole('button', { name: 'Note' }));
  await waitFor(() => expect(came.some(({ method }) => method === 'POST')).toBe(true));
  const sent = came.find(({ method }) => method === 'POST');
  expect(await sent?.json()).toEqual({ flag: 'deceased', on: true, reason: 'The family called' });
});

it('clears one that no longer holds', async () => {
  const came = open('account', ['disputed'], ['flags:set']);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Note or clear a warning' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Clear: Disputes the debt' }));
  await user.type(await screen.findByLabelText('Reason'), 'Settled');
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  await waitFor(() => expect(came.some(({ method }) => method === 'POST')).toBe(true));
  const sent = came.find(({ method }) => method === 'POST');
  expect(await sent?.json()).toEqual({ flag: 'disputed', on: false, reason: 'Settled' });
});
