import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Import, Upload } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { ImportRoom } from './ImportRoom';

const UPLOAD: Upload = {
  id: 9,
  filename: 'march.csv',
  columns: [
    { name: 'Contract', samples: ['CR-1', 'CR-2'] },
    { name: 'Owed', samples: ['10.50'] },
    { name: 'Branch', samples: ['North'] },
  ],
  guess: {},
  mapping: { columns: { Contract: 'account.ref', Owed: 'account.principal', Branch: null } },
  encoding: 'utf-8',
  delimiter: ',',
  rows_total: 2,
};

const ITEM: Import = {
  id: 9,
  filename: 'march.csv',
  portfolio: null,
  state: 'uploaded',
  rows_total: 2,
  rows_done: 0,
  created: 0,
  updated: 0,
  refused: 0,
  error: null,
  created_by: 'Ana Ríos',
  created_at: '2026-03-02T09:00:00Z',
  finished_at: null,
};

const META = { kinds: [], fields: [], events: [], templates: [], channels: [], exits: [] };
const PREVIEW = {
  rows: [{ 'account.ref': 'CR-1' }],
  problems: [{ row: 3, column: 'Owed', reason: { es: 'No es un importe.', en: 'Not an amount.' } }],
};

/** Draws the room as if the file had just been taken in. */
function open() {
  draw(<ImportRoom />, { path: '/import/:id', address: '/import/9', state: { upload: UPLOAD } });
}

beforeEach(() => sessionStore.getState().enter(ANA));

describe('an import', () => {
  it('is mapped, checked and loaded, with a new field on the way', async () => {
    let item = ITEM;
    const came = serve({
      'GET /api/v1/imports/9': () => ({ body: item }),
      'GET /api/v1/meta': () => ({ body: META }),
      'GET /api/v1/portfolios': () => ({ body: { items: [], total: 0 } }),
      'POST /api/v1/imports/9/preview': () => ({ body: PREVIEW }),
      'POST /api/v1/imports/9/start': () => {
        item = { ...ITEM, state: 'done', rows_done: 2, created: 1, refused: 1 };
        return { status: 202, body: { ...ITEM, state: 'running' } };
      },
    });
    const person = userEvent.setup();
    open();

    // Nothing says the currency yet, so it cannot go on.
    expect(await screen.findByText(/Say the currency/)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Check' })).toHaveProperty('disabled', true);
    await person.type(screen.getByLabelText('Currency'), 'usd');

    await person.click(screen.getByRole('combobox', { name: 'Where the column Branch goes' }));
    await person.click(await screen.findByRole('option', { name: 'New field…' }));
    const name = screen.getByLabelText('Name in Spanish');
    await person.clear(name);
    await person.type(name, 'Sucursal');

    await person.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText('Not an amount.')).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Load 2 rows' }));
    expect(await screen.findByText('Download the refused rows')).toBeDefined();

    const started = came.find(({ url }) => url.endsWith('/start'));
    expect(await started?.json()).toEqual({
      portfolio: 'march',
      mapping: {
        columns: {
          Contract: 'account.ref',
          Owed: 'account.principal',
          Branch: { field: 'account.branch', labels: { es: 'Sucursal', en: 'Branch' }, personal: false },
        },
        defaults: { 'account.currency': 'USD' },
        formats: { decimal: 'auto', date: 'auto' },
      },
    });
  });

  it('shows why the file as a whole was refused', async () => {
    serve({
      'GET /api/v1/imports/9': () => ({ body: { ...ITEM, state: 'failed', error: 'The file has no header.' } }),
    });
    open();
    expect((await screen.findByRole('alert')).textContent).toContain('The file has no header.');
  });

  it('shows a refused preview in the server’s words and stays on the mapping', async () => {
    serve({
      'GET /api/v1/imports/9': () => ({ body: ITEM }),
      'GET /api/v1/meta': () => ({ body: META }),
      'GET /api/v1/portfolios': () => ({ body: { items: [], total: 0 } }),
      'POST /api/v1/imports/9/preview': () => ({ status: 422, body: { status: 422, detail: 'No such currency.' } }),
    });
    open();
    await userEvent.type(await screen.findByLabelText('Currency'), 'usx');
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('No such currency.'));
    expect(screen.getByLabelText('Currency')).toBeDefined();
  });
});
