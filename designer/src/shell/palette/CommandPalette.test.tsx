import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { type PaletteAct, useOfferedActs } from './acts';
import { CommandPalette } from './CommandPalette';
import { matches } from './find';
import { Overlays } from './Overlays';
import { useOverlay } from './open';
import { ShortcutSheet } from './ShortcutSheet';

const undo = vi.fn();
const ACTS: readonly PaletteAct[] = [
  { id: 'undo', label: 'Undo', keys: 'Ctrl Z', run: undo },
  { id: 'redo', label: 'Redo', keys: 'Ctrl Y', disabled: true, run: vi.fn() },
];

function Room() {
  useOfferedActs(ACTS);
  return <input aria-label="A box" />;
}

function open(children = <CommandPalette onClose={vi.fn()} />) {
  sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'segments:read'] });
  const asked = serve({
    'GET /api/v1/clock': () => ({ body: { now: '2026-03-02T09:00:00Z', simulated: false, speed: 1 } }),
    'GET /api/v1/journeys': () => ({ body: { items: [{ id: 3, name: 'Late stage' }], total: 1 } }),
    'GET /api/v1/segments': () => ({ body: { items: [{ id: 5, name: 'Owe much' }], total: 1 } }),
    'GET /api/v1/debtors': () => ({ body: { items: [{ id: 9, name: 'Lucía Ortega', ref: 'C-9' }], total: 1 } }),
  });
  draw(
    <>
      <Room />
      {children}
    </>,
  );
  return asked;
}

const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const chosen = () => screen.getByRole('option', { selected: true }).textContent;

it('offers what can be done here, where one can go, and what has a name', async () => {
  open();
  expect(await screen.findByRole('option', { name: 'Late stage' })).toBeDefined();
  expect(options()).toEqual(expect.arrayContaining(['UndoCtrl Z', 'Debtors', 'Segments', 'Owe much']));
  expect(options()).not.toContain('RedoCtrl Y');
});

it('is used with the keys alone, and says which entry is chosen', async () => {
  const user = userEvent.setup();
  open();
  const box = await screen.findByRole('combobox');
  await waitFor(() => expect(document.activeElement).toBe(box));
  expect(chosen()).toBe('UndoCtrl Z');
  await user.keyboard('{ArrowUp}');
  expect(chosen()).toBe(options().at(-1));
  await user.keyboard('{ArrowDown}');
  expect(box.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { selected: true }).id);
  await user.keyboard('{Enter}');
  expect(undo).toHaveBeenCalledOnce();
});

it('finds debtors by name on the server, and says when there is nothing', async () => {
  const user = userEvent.setup();
  const asked = open();
  await user.type(await screen.findByRole('combobox'), 'orteg');
  expect(await screen.findByRole('option', { name: /Lucía Ortega/ })).toBeDefined();
  const search = new URL(asked.filter(({ url }) => url.includes('/debtors')).at(-1)?.url ?? '').searchParams;
  expect(search.get('search')).toBe('orteg');
});

it.each([
  ['Recorridos', 'RECO', true],
  ['Búsqueda de teléfonos', 'tele busq', true],
  ['Segments', 'debt', false],
])('%s and %s', (label, typed, expected) => {
  expect(matches(label, typed)).toBe(expected);
});

it('lists the keys of the room, also of what cannot be done right now', async () => {
  open(<ShortcutSheet onClose={vi.fn()} />);
  expect(await screen.findByText('Redo')).toBeDefined();
  expect(screen.getByText('Find and do')).toBeDefined();
});

it('opens by its keys, and leaves a question mark to whoever types it', async () => {
  const user = userEvent.setup();
  open(<Overlays />);
  await user.click(screen.getByLabelText('A box'));
  await user.keyboard('?');
  expect(useOverlay.getState().opened).toBeNull();
  await user.keyboard('{Control>}k{/Control}');
  expect(await screen.findByRole('combobox')).toBeDefined();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  await user.click(document.body);
  await user.keyboard('?');
  expect(await screen.findByText('Keyboard shortcuts')).toBeDefined();
});
