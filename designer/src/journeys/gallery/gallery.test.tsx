import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FinishedItem, FinishedJourney } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { giveRoomTexts } from '../../testing/roomTexts';
import { serve } from '../../testing/server';
import { JourneysRoom } from '../JourneysRoom';
import { sampleCatalog, sampleJourney } from '../sample';
import { ANYTHING, choices, suiting } from './filter';

giveRoomTexts();

const places = Object.entries(sampleJourney.layout.nodes ?? {});
const cards = places.map(([id, place]) => ({ id, kind: id, ...place }));
const lines = sampleJourney.edges.map(({ from, to }) => ({ source: from, target: to }));

function item(key: string, more: Partial<FinishedItem> = {}): FinishedItem {
  const about = `About ${key}.`;
  const kinds = ['enter', 'send_email', 'wait', 'end'];
  return { key, stage: 'early', country: null, name: key, about, channels: ['email'], kinds, cards, lines, ...more };
}

const EARLY = item('early', { name: 'Early stage', about: 'Two reminders and a plan.' });
const COLOMBIA = item('colombia', { name: 'Colombia', country: 'CO', channels: ['email', 'sms'] });
const LATE = item('late', { name: 'Late stage', stage: 'late', about: 'Una quita con aprobación.' });
const ALL = [EARLY, COLOMBIA, LATE];

const PROBLEM = { node: 'send_email', code: 'channel_not_configured', severity: 'error', hint: null, setting: null };
const WHOLE = {
  ...EARLY,
  graph: sampleJourney,
  sentences: { send_email: { es: 'Enviar recordatorio', en: 'Send the reminder' } },
  problems: [{ ...PROBLEM, message: { es: 'Falta el canal.', en: 'The channel is not set up.' } }],
  fields: [{ es: 'Agencia de cobro', en: 'Debt collector' }],
} as unknown as FinishedJourney;

const MADE = {
  journeys: [
    { id: 7, name: 'Early stage' },
    { id: 8, name: 'Next' },
  ],
  segments: [{ id: 1, name: 'Large' }],
  templates: ['notice_2'],
  fields: [],
  notes: [{ es: 'Otra plantilla.', en: 'There is another template.' }],
};

/** A file whose text can be read: this browser of tests has no `Blob.text`. */
function fileOf(text: string, size = text.length): File {
  const file = new File([text], 'x.cauce.json', { type: 'application/json' });
  return Object.defineProperties(file, { text: { value: async () => text }, size: { value: size } });
}

function open(address: string, edits = true) {
  const permissions = edits ? ANA.permissions : ANA.permissions.filter((one) => one !== 'journeys:edit');
  sessionStore.getState().enter({ ...ANA, permissions });
  const asked = serve({
    'GET /api/v1/meta': () => ({ body: sampleCatalog }),
    'GET /api/v1/gallery': () => ({ body: { items: ALL, total: ALL.length } }),
    'GET /api/v1/gallery/early': () => ({ body: WHOLE }),
    'POST /api/v1/gallery/early/start': () => ({ status: 201, body: MADE }),
    'POST /api/v1/journeys/import': async (request) => {
      const { text } = (await request.json()) as { text: string };
      return text === '{}'
        ? { status: 422, body: { status: 422, detail: 'This file is no journey.' } }
        : { status: 201, body: MADE };
    },
    'POST /api/v1/journeys': () => ({ status: 201, body: { id: 9 } }),
  });
  draw(<JourneysRoom />, { path: '/journeys/*', address: `/journeys/${address}` });
  return { asked, person: userEvent.setup() };
}

beforeEach(() => localStorage.clear());

describe('finding a finished journey', () => {
  it.each([
    [{}, ['early', 'colombia', 'late']],
    [{ text: ' plan REMINDERS ' }, ['early']],
    [{ text: 'aprobacion' }, ['late']],
    [{ stage: 'early' }, ['early', 'colombia']],
    [{ channel: 'sms' }, ['colombia']],
    [{ country: 'US' }, ['early', 'late']],
    [{ country: 'CO', stage: 'late', text: 'nothing' }, []],
  ])('by %j', (wanted, keys) => {
    expect(suiting(ALL, { ...ANYTHING, ...wanted }).map(({ key }) => key)).toEqual(keys);
  });

  it('offers what there is', () => {
    expect(choices(ALL)).toEqual({ stages: ['early', 'late'], channels: ['email', 'sms'], countries: ['CO'] });
  });
});

describe('the gallery', () => {
  it('shows each journey with its drawing, and says when none suits', async () => {
    const { person } = open('new');
    expect(await screen.findByText('3 journeys')).toBeDefined();
    const card = screen.getByRole('link', { name: 'Colombia' }).closest('article');
    expect(card?.querySelectorAll('rect')).toHaveLength(sampleJourney.nodes.length);
    expect(card?.querySelectorAll('path')).not.toHaveLength(0);
    expect(within(card as HTMLElement).getByText('4 steps')).toBeDefined();
    await person.type(screen.getByRole('searchbox'), 'zebra');
    expect(await screen.findByText('None is like that')).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Remove the filters' }));
    expect(await screen.findByText('3 journeys')).toBeDefined();
  });

  it('lets nobody begin who may not', async () => {
    open('new', false);
    await screen.findByText('3 journeys');
    expect(screen.queryByRole('button', { name: 'Begin from empty' })).toBeNull();
  });

  it('reads a journey step by step, says what is missing, and begins from it', async () => {
    const { asked, person } = open('new/early');
    const steps = await screen.findAllByRole('listitem');
    const sent = steps.find((step) => step.textContent?.includes('Send the reminder'));
    expect(sent?.textContent).toContain('2');
    expect(sent?.textContent).toContain('Next → 3');
    expect(screen.getByText('The channel is not set up.')).toBeDefined();
    expect(screen.getByText(/missing: Debt collector\./)).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Begin with this one' }));
    await waitFor(() => expect(asked.some(({ url }) => url.endsWith('/early/start'))).toBe(true));
    const start = asked.find(({ url }) => url.endsWith('/early/start'));
    expect(await start?.json()).toEqual({ language: 'en' });
  });

  it('imports a file and tells all that came', async () => {
    const { asked, person } = open('new');
    await screen.findByText('3 journeys');
    const input = document.querySelector('input[type="file"]') as HTMLInputElement;
    await person.upload(input, fileOf('{"format": 1}'));
    const dialog = await screen.findByRole('dialog', { name: '“Early stage” was imported' });
    for (const words of ['Next', 'Large', 'notice_2', 'There is another template.']) {
      expect(dialog.textContent).toContain(words);
    }
    expect(dialog.textContent).not.toContain('New fields');
    expect(within(dialog).getByRole('link', { name: 'Open the journey' }).getAttribute('href')).toBe('/journeys/7');
    const sent = asked.find(({ url }) => url.endsWith('/import'));
    expect(await sent?.json()).toEqual({ text: '{"format": 1}' });
  });

  it('says the server’s own sentence about a file that is none, and sends nothing that is far too large', async () => {
    const { asked, person } = open('new');
    await screen.findByText('3 journeys');
    const input = document.querySelector('input[type="file"]') as HTMLInputElement;
    await person.upload(input, fileOf('{}'));
    await waitFor(() => expect(asked.some(({ url }) => url.endsWith('/import'))).toBe(true));
    expect(screen.queryByRole('dialog')).toBeNull();
    await person.upload(input, fileOf('x', 5_000_000));
    expect(await screen.findByRole('button', { name: 'Choose a file' })).toBeDefined();
    expect(asked.filter(({ url }) => url.endsWith('/import'))).toHaveLength(1);
  });
});
