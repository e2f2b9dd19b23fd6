import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { FINISHED, LINE } from '../sample';
import { shelves } from '../shelves';
import { bringRoomTexts, TemplatesRoom } from '../TemplatesRoom';
import { standingOf, suiting } from './filter';

const NOTHING = { text: '', channel: null, language: null, state: null };
const ARCHIVED = { ...LINE, key: 'old', name: { es: 'Viejo', en: 'Old one' }, archived: true };

function open(items: readonly object[], search = '') {
  const came = serve({
    'GET /api/v1/templates': () => ({ body: { items } }),
    'POST /api/v1/templates/aviso/archive': () => ({ status: 409, body: { detail: 'A journey uses it.' } }),
    'DELETE /api/v1/templates/fresh': () => ({ status: 204 }),
    'GET /api/v1/meta': () => ({ body: {} }),
  });
  draw(<TemplatesRoom />, { path: '/templates/*', address: '/templates', search });
  return { came, user: userEvent.setup() };
}

beforeEach(async () => {
  await bringRoomTexts();
  sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'templates:edit', 'templates:publish'] });
});

describe('what suits', () => {
  it.each([
    [{ own: false }, 'finished'],
    [{ archived: true }, 'archived'],
    [{ version: null }, 'draft'],
    [{ draft: true }, 'changed'],
    [{ draft: false }, 'published'],
  ])('%o stands as %s', (told, standing) => {
    expect(standingOf({ ...LINE, ...told })).toBe(standing);
  });

  it('shows one’s own before the finished ones, the latest first, and what is archived to those only who ask', () => {
    const older = { ...LINE, key: 'older', saved_at: '2025-01-01T00:00:00Z' };
    const all = [FINISHED, older, ARCHIVED, LINE];
    expect(suiting(all, NOTHING).map(({ key }) => key)).toEqual(['aviso', 'older', 'payment_reminder']);
    expect(suiting(all, { ...NOTHING, state: 'archived' })).toEqual([ARCHIVED]);
    expect(suiting(all, { ...NOTHING, state: 'draft' }).map(({ key }) => key)).toEqual(['aviso', 'older']);
    expect(suiting(all, { ...NOTHING, channel: 'email' })).toEqual([FINISHED]);
    expect(suiting(all, { ...NOTHING, text: 'ORTEGA' })).toEqual([]);
    expect(suiting(all, { ...NOTHING, text: 'lucia' }).map(({ key }) => key)).toEqual(['aviso', 'older']);
    expect(suiting(all, { ...NOTHING, purpose: 'reminder' })).toEqual([FINISHED]);
  });
});

describe('the list of templates', () => {
  it('shows what each looks like, how it stands and what uses it, and frames nothing for a text', async () => {
    open([FINISHED, LINE]);
    const own = await screen.findByRole('region', { name: 'Your templates' });
    expect(within(own).getByRole('link', { name: 'Notice' }).getAttribute('href')).toBe('/templates/aviso');
    expect(within(own).getByText('Published v1 · changed')).toBeDefined();
    expect(within(own).getByText(/Used by 1 journey/)).toBeDefined();
    expect(within(own).getByText('Hello Lucía')).toBeDefined();
    expect(own.querySelector('iframe')).toBeNull();
    const frame = screen.getByRole('region', { name: 'Ready to use' }).querySelector('iframe');
    expect(frame?.getAttribute('sandbox')).toBe('');
    expect(frame?.getAttribute('src')).toBe('/api/v1/templates/payment_reminder/preview?language=en');
  });

  it('keeps its filters in the address, and takes them away when nothing is found', async () => {
    const { user } = open([FINISHED, LINE], '?channel=email&state=draft');
    expect(await screen.findByText('There is none like that')).toBeDefined();
    await user.click(screen.getAllByRole('button', { name: 'Clear the filter' }).at(-1) as HTMLElement);
    expect(await screen.findByRole('link', { name: 'Notice' })).toBeDefined();
  });

  it('says how to begin where nobody made one yet', async () => {
    open([FINISHED]);
    expect(await screen.findByText('You have no templates of your own yet')).toBeDefined();
    expect(screen.getAllByRole('link', { name: 'New template' })).toHaveLength(1);
  });

  it('offers nothing that changes to those who may only look', async () => {
    sessionStore.getState().enter(ANA);
    open([FINISHED, LINE]);
    await screen.findByRole('link', { name: 'Notice' });
    expect(screen.queryByRole('link', { name: 'New template' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Actions for/ })).toBeNull();
  });

  it('asks before it archives, and says why that is refused', async () => {
    const { user } = open([LINE]);
    await user.click(await screen.findByRole('button', { name: 'Actions for “Notice”' }));
    expect(screen.queryByRole('menuitem', { name: 'Delete' })).toBeNull();
    await user.click(await screen.findByRole('menuitem', { name: 'Archive' }));
    expect(await screen.findByText('1 journey still uses it: change that first.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Archive' }));
    expect(await screen.findByText('A journey uses it.')).toBeDefined();
  });

  it('deletes what was never published', async () => {
    const { came, user } = open([{ ...LINE, key: 'fresh', version: null }]);
    await user.click(await screen.findByRole('button', { name: 'Actions for “Notice”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await screen.findByRole('link', { name: 'Notice' });
    expect(came.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toContain(
      'DELETE /api/v1/templates/fresh',
    );
  });

  it('says what only this device has', async () => {
    const draft = {
      name: LINE.name,
      document: { schema_version: 1, channel: 'sms', brand: '', page: '', languages: {} },
    };
    shelves.for({ user: 1, thing: 'aviso', tab: 'gone' }).keep({ draft, revision: 3, base: draft, sent: null });
    open([LINE]);
    const link = await screen.findByRole('link', { name: 'Open “Notice”' });
    expect(link.getAttribute('href')).toBe('/templates/aviso/edit');
  });
});
