import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Debtor } from '../../api/types';
import { draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { EraseDialog } from './EraseDialog';

const DEBTOR: Debtor = {
  id: 5,
  ref: 'ES-5',
  name: 'Lucía Ortega',
  first_name: 'Lucía',
  last_name: 'Ortega',
  birth_date: null,
  document: null,
  language: 'es',
  time_zone: 'Europe/Madrid',
  jurisdiction: 'ES',
  custom: {},
  flags: [],
  contact_points: [],
  accounts: [],
  runs: [],
  history: [],
  erased_at: null,
};

it('erases a person anyway only after saying until when records must be kept', async () => {
  const closed = vi.fn();
  const asked: unknown[] = [];
  serve({
    'POST /api/v1/debtors/5/erase': async (request) => {
      const body = (await request.json()) as { anyway: boolean };
      asked.push(body);
      return body.anyway ? { status: 204 } : { status: 409, body: { detail: 'Records are kept until 2029-03-02.' } };
    },
  });
  draw(<EraseDialog debtor={DEBTOR} onClose={closed} />);
  const person = userEvent.setup();
  expect(await screen.findByText('Erase the data of Lucía Ortega')).toBeDefined();
  await person.type(screen.getByLabelText('Reason'), 'Asked in writing');
  expect(screen.queryByLabelText(/^Erase anyway/)).toBeNull();
  await person.click(screen.getByRole('button', { name: 'Erase their data' }));

  expect((await screen.findByRole('alert')).textContent).toContain('Records are kept until 2029-03-02.');
  const go = screen.getByRole('button', { name: 'Erase anyway' });
  expect(go).toHaveProperty('disabled', true);
  await person.click(screen.getByLabelText(/^Erase anyway/));
  await person.click(go);
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(asked).toEqual([
    { reason: 'Asked in writing', anyway: false },
    { reason: 'Asked in writing', anyway: true },
  ]);
});
