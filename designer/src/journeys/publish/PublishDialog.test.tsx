import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Impact, Journey } from '../../api/types';
import type { Autosave } from '../autosave';
import type { JourneyDocument } from '../document';
import type { Saving } from '../editor/useDraft';
import { sampleJourney } from '../sample';
import { renderInEditor, serve } from '../testing';
import { PublishDialog } from './PublishDialog';

const VERSION = {
  id: 3,
  number: 1,
  published_at: '2026-03-02T09:00:00Z',
  published_by: 'Ana Ríos',
  reason: 'First',
  hash: 'a1',
};
const JOURNEY: Journey = {
  id: 1,
  name: 'Impagados',
  graph: { ...sampleJourney },
  revision: 4,
  saved_at: '2026-03-02T09:00:00Z',
  saved_by: null,
  state: 'live',
  halt: null,
  change: null,
  live_version: VERSION,
  guard: { same_template_hours: 20, factor: 3, floor: 200 },
  problems: [],
  sentences: {},
};
const IMPACT: Impact = {
  people: 352,
  versions: [{ id: 3, number: 1, people: 352 }],
  nodes: [
    {
      version: 1,
      node: 'wait',
      label: { es: 'Esperar', en: 'Wait' },
      sentence: { es: 'Esperar 3 días', en: 'Wait 3 days' },
      people: 40,
      change: 'same',
      suggestion: 'move',
    },
    {
      version: 1,
      node: 'call',
      label: { es: 'Llamar', en: 'Call' },
      sentence: { es: 'Llamar', en: 'Call' },
      people: 312,
      change: 'gone',
      suggestion: 'stay',
    },
  ],
  targets: [{ node: 'wait', label: { es: 'Esperar 3 días', en: 'Wait 3 days' } }],
  forecast: { people: 400, messages_per_day: 1200 },
};
const SAVING: Saving = { state: 'saved', reason: null, savedAt: JOURNEY.saved_at, problems: [], said: new Map() };

const AUTOSAVE: Autosave<JourneyDocument> = {
  change: () => undefined,
  flush: () => Promise.resolve(true),
  revision: () => 4,
  restart: () => undefined,
  state: () => 'saved',
  stop: () => undefined,
};

it('publishes with a say for everybody who is inside', async () => {
  const change = {
    id: 9,
    kind: 'migrate',
    state: 'running',
    done: 100,
    total: 352,
    requested_at: '2026-03-02T09:00:00Z',
    finished_at: null,
  };
  const asked = serve((request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('/impact')) return IMPACT;
    if (pathname.endsWith('/audience')) return { matches: 400, total: 555, seconds: 0.1, speed: 'fast', reasons: [] };
    if (pathname.endsWith('/publish')) return { ...VERSION, number: 2, change };
    return pathname.includes('/changes/') ? change : JOURNEY;
  });
  const dialog = <PublishDialog journey={JOURNEY} saving={SAVING} onClose={() => undefined} />;
  renderInEditor(dialog, { language: 'en', scope: { autosave: () => AUTOSAVE } });
  const person = userEvent.setup();

  expect(await screen.findByText('It will write 1,200 messages a day at most')).toBeDefined();
  expect(screen.getByText('People: 312 keep the old version and 40 move to the new one.')).toBeDefined();
  await person.click(screen.getByRole('combobox', { name: /those on “Call”, version 1/ }));
  await person.click(await screen.findByRole('option', { name: 'Leave the journey' }));
  expect(screen.getByText('People: 40 move to the new one and 312 leave the journey.')).toBeDefined();

  await person.type(screen.getByLabelText('Why it is published'), 'No more calls');
  await person.click(screen.getByRole('button', { name: 'Publish now' }));
  expect(await screen.findByText('Version 2 is live')).toBeDefined();
  expect(await screen.findByText('100 of 352 people')).toBeDefined();
  const published = asked.find(({ url }) => url.endsWith('/publish'));
  await waitFor(async () =>
    expect(await published?.clone().json()).toEqual({
      revision: 4,
      reason: 'No more calls',
      moves: [
        { version: 1, node: 'wait', act: 'move', target: 'wait' },
        { version: 1, node: 'call', act: 'leave', target: null },
      ],
    }),
  );
});
