import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Change, JourneySummary } from '../../api/types';
import { speak } from '../../i18n';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { bringRoomTexts, JourneysRoom } from '../JourneysRoom';

const RESUMING: Change = {
  id: 1,
  kind: 'resume',
  state: 'running',
  done: 3,
  total: 9,
  requested_at: '2026-03-02T09:00:00Z',
  finished_at: null,
};
const ITEM: JourneySummary = {
  id: 3,
  name: 'Late stage',
  state: 'live',
  live_version: 2,
  asked: true,
  halt: null,
  change: null,
  here_now: 12,
  entered: 40,
  ended: 28,
  errors: 1,
  warnings: 0,
  saved_at: '2026-03-02T09:00:00Z',
};
const ITEMS = [ITEM, { ...ITEM, id: 4, name: 'Early stage', state: 'paused', errors: 0, change: RESUMING }];

beforeEach(async () => {
  sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'segments:read'] });
  serve({ 'GET /api/v1/journeys': () => ({ body: { items: ITEMS, total: ITEMS.length } }) });
  await bringRoomTexts();
});
afterEach(() => speak('en'));

/** Keys that have no text are drawn as they are, such as `life.act.pause`. */
const KEYS = /(life|kept)\.\w+|hereNow|noProblems/;

it('needs no texts but its own', async () => {
  draw(<JourneysRoom />);
  expect((await screen.findByRole('table')).textContent).not.toMatch(KEYS);
  await userEvent.click(await screen.findByRole('button', { name: 'Actions for “Late stage”' }));
  expect(await screen.findByRole('menuitem', { name: 'Pause' })).toBeTruthy();
  expect(screen.getByRole('menuitem', { name: 'Export to a file' })).toBeTruthy();
  expect(screen.getByRole('progressbar', { name: 'Resuming' })).toBeTruthy();
  expect(screen.getByText('Segments')).toBeTruthy();
  expect(i18next.hasResourceBundle('en', 'journeys')).toBe(false);
});

it('is read in the other language as soon as that is chosen', async () => {
  expect(i18next.hasResourceBundle('es', 'list')).toBe(false);
  await speak('es');
  draw(<JourneysRoom />);
  await userEvent.click(await screen.findByRole('button', { name: /«Late stage»/ }));
  expect(await screen.findByRole('menuitem', { name: 'Pausar' })).toBeTruthy();
});
