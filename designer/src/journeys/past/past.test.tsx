import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Autosave } from '../../drafts/autosave';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import type { JourneyDocument } from '../document';
import { sampleJourney } from '../sample';
import { shelfFor } from '../shelf';
import { editorPart } from '../testing';
import { RestoreDialog } from './Dialogs';
import { KeptNote } from './KeptNote';
import { PastPanel } from './PastPanel';
import { asPoint, compare, lookAt, sightOf, written } from './point';

const KEPT = {
  id: 12,
  revision: 4,
  cause: 'interval',
  name: null,
  saved_by: 'Bruno Díaz',
  saved_at: '2026-03-02T09:00:00Z',
};
const NAMED = { ...KEPT, id: 13, cause: 'named', name: 'Before the fees', saved_at: '2026-03-04T09:00:00Z' };
const VERSION = {
  id: 7,
  number: 2,
  published_at: '2026-03-03T09:00:00Z',
  published_by: null,
  reason: 'New deadlines',
  hash: 'x',
  live: true,
  active: 1,
};
const AUTOSAVE = { flush: async () => true, revision: () => 9 } as unknown as Autosave<JourneyDocument>;

const ROUTES = {
  'GET /api/v1/journeys/1/drafts': () => ({ body: { items: [NAMED, KEPT], total: 2 } }),
  'GET /api/v1/journeys/1/versions': () => ({ body: { items: [VERSION], total: 1 } }),
};

beforeEach(() => sessionStore.getState().enter(ANA));

describe('the address of a drawing', () => {
  it('is read as it is written', () => {
    for (const point of ['now', { kind: 'draft', id: 12 }, { kind: 'version', id: 7 }] as const) {
      expect(asPoint(written(point))).toEqual(point);
    }
    for (const text of [null, '', 'draft', 'draft.', 'draft.x', 'note.1', 'draft.1.2']) {
      expect(asPoint(text)).toBeNull();
    }
  });

  it('asks for the draft, for one drawing, or for two', () => {
    const sight = (search: string) => sightOf(new URLSearchParams(search));
    expect(sight('')).toEqual({ kind: 'draft' });
    expect(sight('?look=now')).toEqual({ kind: 'draft' });
    expect(sight(lookAt({ kind: 'version', id: 7 }))).toEqual({ kind: 'look', at: { kind: 'version', id: 7 } });
    expect(sight(compare({ kind: 'draft', id: 2 }, 'now'))).toEqual({
      kind: 'compare',
      from: { kind: 'draft', id: 2 },
      to: 'now',
    });
  });
});

describe('the history', () => {
  const shown = () => draw(editorPart(<PastPanel />, { language: 'en', scope: { autosave: () => AUTOSAVE } }));

  it('lists drafts and versions together, newest first, with who drew them and why they are kept', async () => {
    serve(ROUTES);
    shown();
    await screen.findByText('Version 2');
    const items = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(items.map((item) => item.querySelector('b')?.textContent)).toEqual([
      'Before the fees',
      'Version 2',
      'Draft',
    ]);
    expect(items[1]?.textContent).toContain('New deadlines');
    expect(items[1]?.textContent).toContain('1 person on it');
    expect(items[2]?.textContent).toContain('Kept while it was edited');
    expect(items[2]?.textContent).toContain('Bruno Díaz');
    const links = within(items[2] as HTMLElement).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/?look=draft.12', '/?from=draft.12&to=now']);
  });

  it('names the current draft once it is saved', async () => {
    const came = serve({
      ...ROUTES,
      'POST /api/v1/journeys/1/drafts': () => ({ status: 201, body: { ...NAMED, journey_id: 1, graph: {} } }),
    });
    shown();
    await userEvent.click(await screen.findByRole('button', { name: 'Name the current draft' }));
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), ' Before the fees ');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = came.find(({ method }) => method === 'POST');
    expect(await sent?.json()).toEqual({ name: 'Before the fees', revision: 9, graph: null });
  });

  it('takes a name away', async () => {
    const came = serve({ ...ROUTES, 'PATCH /api/v1/drafts/13': () => ({ body: { ...NAMED, name: null } }) });
    shown();
    await userEvent.click(await screen.findByRole('button', { name: /^More to do with: Before the fees/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Take the name away' }));
    await waitFor(() => expect(came.some(({ method }) => method === 'PATCH')).toBe(true));
    expect(await came.find(({ method }) => method === 'PATCH')?.json()).toEqual({ name: null });
  });
});

describe('restoring', () => {
  const dialog = (flush: () => Promise<boolean>) => {
    const goOn = vi.fn();
    const autosave = { ...AUTOSAVE, flush } as Autosave<JourneyDocument>;
    const part = (
      <RestoreDialog
        point={{ kind: 'version', id: 7 }}
        title="Version 2"
        document={sampleJourney}
        onDone={() => undefined}
        onClose={() => undefined}
      />
    );
    draw(editorPart(part, { language: 'en', scope: { autosave: () => autosave, goOn } }));
    return goOn;
  };
  const SAVED = { revision: 10, saved_at: '', problems: [], sentences: {} };

  it('goes on from what the server then has', async () => {
    const came = serve({ 'POST /api/v1/versions/7/restore': () => ({ body: SAVED }) });
    const goOn = dialog(async () => true);
    await userEvent.click(screen.getByRole('button', { name: 'Restore' }));
    await waitFor(() => expect(goOn).toHaveBeenCalledWith(sampleJourney, SAVED));
    expect(await came[0]?.json()).toEqual({ revision: 9, tab: 'tab-of-ana' });
  });

  it('waits for what is not saved, so that it is kept too', async () => {
    const came = serve({});
    const goOn = dialog(async () => false);
    await userEvent.click(screen.getByRole('button', { name: 'Restore' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Wait until your changes are saved');
    expect([came.length, goOn.mock.calls.length]).toEqual([0, 0]);
  });
});

describe('changes that only this device has', () => {
  it('are named in the list of journeys, with the way to send them', () => {
    shelfFor({ user: 1, journey: 3, tab: 'any' }).keep({
      draft: { ...sampleJourney, name: 'Mine' },
      revision: 1,
      base: sampleJourney,
      sent: null,
    });
    draw(editorPart(<KeptNote />));
    expect(screen.getByRole('link', { name: 'Open “Mine”' }).getAttribute('href')).toBe('/journeys/3');
  });

  it('of others are not', () => {
    shelfFor({ user: 2, journey: 3, tab: 'any' }).keep({
      draft: sampleJourney,
      revision: 1,
      base: sampleJourney,
      sent: null,
    });
    draw(editorPart(<KeptNote />));
    expect(screen.queryByRole('link')).toBeNull();
  });
});
