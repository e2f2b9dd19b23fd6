import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Impact, Journey, PublishRequest } from '../../api/types';
import type { Autosave } from '../../drafts/autosave';
import { sessionStore } from '../../session/store';
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
const SAVING: Saving = {
  state: 'saved',
  reason: null,
  kept: true,
  savedAt: JOURNEY.saved_at,
  problems: [],
  said: new Map(),
};

const AUTOSAVE: Autosave<JourneyDocument> = {
  change: () => undefined,
  flush: () => Promise.resolve(true),
  revision: () => 4,
  restart: () => undefined,
  clash: () => null,
  settle: () => undefined,
  follow: () => false,
  resume: () => undefined,
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
    if (pathname.endsWith('/outlook')) return { outlook: null };
    if (pathname.endsWith('/requests')) return { needed: false, items: [], total: 0 };
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

const REQUEST: PublishRequest = {
  id: 5,
  state: 'open',
  current: true,
  own: false,
  reason: 'Spring',
  moves: [{ version: 1, node: 'call', act: 'leave', target: null }],
  hash: 'b2',
  asked_by: 'Luis Gil',
  asked_at: '2026-03-02T09:00:00Z',
  answered_by: null,
  answered_at: null,
  answer: null,
  version: null,
};

/** The dialog on an installation that wants four eyes; what is asked for is answered by `requests`. */
function askedOf(requests: () => readonly PublishRequest[]): Request[] {
  sessionStore.setState({ status: 'in', permissions: ['journeys:edit', 'journeys:publish'] });
  const asked = serve((request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('/impact')) return { ...IMPACT, nodes: [] };
    if (pathname.endsWith('/outlook')) return { outlook: null };
    if (pathname.endsWith('/approve')) return { ...VERSION, number: 2, change: null };
    if (pathname.endsWith('/refuse')) return { ...REQUEST, state: 'refused', answer: 'No' };
    if (pathname.endsWith('/requests') && request.method === 'POST') return REQUEST;
    if (pathname.endsWith('/requests')) return { needed: true, items: requests(), total: 0 };
    return JOURNEY;
  });
  const dialog = <PublishDialog journey={JOURNEY} saving={SAVING} onClose={() => undefined} />;
  renderInEditor(dialog, { language: 'en', scope: { autosave: () => AUTOSAVE } });
  return asked;
}

it('asks somebody else where four eyes are wanted', async () => {
  const asked = askedOf(() => []);
  const person = userEvent.setup();
  const button = await screen.findByRole('button', { name: 'Ask for publication' });
  await waitFor(() => expect(button).toHaveProperty('disabled', false));
  await person.type(screen.getByLabelText('Why it is published'), 'Spring');
  await person.click(button);
  expect(await screen.findByText('You asked for it')).toBeDefined();
  const sent = asked.find(({ url, method }) => url.endsWith('/requests') && method === 'POST');
  expect(await sent?.json()).toEqual({ revision: 4, reason: 'Spring', moves: [] });
});

it('shows what somebody asks for, and publishes it', async () => {
  askedOf(() => [REQUEST]);
  const person = userEvent.setup();
  expect(await screen.findByText(/Luis Gil asked on/)).toBeDefined();
  expect(screen.getByText('Of those inside: “call” of version 1 leaves.')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Ask for publication' })).toBeNull();
  const approve = screen.getByRole('button', { name: 'Approve and publish' });
  await waitFor(() => expect(approve).toHaveProperty('disabled', false));
  await person.click(approve);
  expect(await screen.findByText('Version 2 is live')).toBeDefined();
});

it('refuses only with a sentence', async () => {
  let request = REQUEST;
  const asked = askedOf(() => [request]);
  const person = userEvent.setup();
  await person.click(await screen.findByRole('button', { name: 'Refuse' }));
  expect(screen.getByText('Write why not.')).toBeDefined();
  await person.type(screen.getByLabelText('Your answer'), 'Too many letters');
  request = { ...REQUEST, state: 'refused', answered_by: 'Ana', answered_at: VERSION.published_at, answer: 'Too many' };
  await person.click(screen.getByRole('button', { name: 'Refuse' }));
  expect(await screen.findByText(/Ana refused it on/)).toBeDefined();
  const sent = asked.find(({ url }) => url.endsWith('/refuse'));
  expect(await sent?.json()).toEqual({ answer: 'Too many letters' });
});

it('lets whoever asked take it back, and says when the draft changed since', async () => {
  askedOf(() => [{ ...REQUEST, own: true, current: false }]);
  expect(await screen.findByText('The draft was changed since: it has to be asked for again.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Take it back' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Approve and publish' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Ask for publication' })).toBeDefined();
});
