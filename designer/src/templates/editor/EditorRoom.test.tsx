import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { type Reply, serve } from '../../testing/server';
import { bringTemplateTexts } from '../frame/texts';
import { OWN, PREVIEW, SMS } from '../sample';
import { shelves } from '../shelves';
import { EditorRoom } from './EditorRoom';

const SAVED = { revision: 5, saved_at: '2026-03-02T09:05:00Z', problems: [] };
const WARNING = {
  severity: 'warning',
  code: 'long',
  language: 'en',
  variant: 'a',
  block: '',
  message: { es: 'Es largo.', en: 'It is long.' },
  hint: { es: 'Acórtelo.', en: 'Make it shorter.' },
};

interface World {
  readonly template?: object;
  readonly save?: () => Reply | Promise<Reply>;
  readonly tokens?: () => Reply | Promise<Reply>;
}

const NO_TOKENS = { body: { tokens: [] } };

function open({ template = OWN, save = () => ({ body: SAVED }), tokens = () => NO_TOKENS }: World = {}) {
  const came = serve({
    'GET /api/v1/templates/aviso': () => ({ body: template }),
    'GET /api/v1/templates/copy': () => ({ body: { ...OWN, key: 'copy', name: { es: 'Copia', en: 'Copy' } } }),
    'POST /api/v1/templates/aviso/check': () => ({ body: { problems: [WARNING] } }),
    'PUT /api/v1/templates/aviso/draft': save,
    'POST /api/v1/templates/preview': () => ({ body: PREVIEW }),
    'POST /api/v1/templates': () => ({ status: 201, body: { ...OWN, key: 'copy' } }),
    'POST /api/v1/templates/aviso/test': () => ({ body: { to: '+34600', detail: '' } }),
    'GET /api/v1/designs/tokens': tokens,
  });
  draw(<EditorRoom />, { path: '/templates/:key/edit', address: '/templates/aviso/edit' });
  return { came, user: userEvent.setup() };
}

const saves = (came: readonly Request[]) => came.filter(({ method }) => method === 'PUT');
/** What was sent to be saved last. */
const sent = (came: readonly Request[]) => (saves(came).at(-1) as Request).clone().json();
const asked = (came: readonly Request[], path: string) => {
  return came.filter(({ method, url }) => method === 'POST' && new URL(url).pathname === path);
};
/** The name is the one part of every template that this file may write without an editor. */
const name = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of the template' });

async function rename(to: string) {
  const input = await name();
  fireEvent.change(input, { target: { value: to } });
  fireEvent.blur(input);
}

beforeEach(async () => {
  await bringTemplateTexts();
  sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'templates:edit', 'templates:publish'] });
});

it('opens once its tokens are known, since whoever types fast must find them', async () => {
  let arrive: (reply: Reply) => void = () => undefined;
  const tokens = new Promise<Reply>((resolve) => {
    arrive = resolve;
  });
  const { came } = open({ tokens: () => tokens });
  await waitFor(() => expect(came.map(({ url }) => new URL(url).pathname)).toContain('/api/v1/templates/aviso'));
  await new Promise((resolve) => setTimeout(resolve, 100)); // the template is there by now
  expect(screen.queryByRole('textbox', { name: 'Name of the template' })).toBeNull();
  arrive(NO_TOKENS);
  expect(await name()).toBeDefined();
});

it('opens without tokens where they cannot be had', async () => {
  open({ tokens: () => ({ status: 503, body: { status: 503 } }) });
  expect(await name()).toBeDefined();
});

it('saves a change a moment later, under the revision that it changed, and nothing without one', async () => {
  const { came } = open();
  await rename('Notice');
  await rename('Last notice');
  expect(await screen.findByText('Not saved')).toBeDefined();
  expect(await screen.findByText('Saved')).toBeDefined();
  expect(saves(came)).toHaveLength(1);
  const body = await sent(came);
  expect(body).toEqual({ revision: 4, document: SMS, name: { es: 'Aviso', en: 'Last notice' }, keep: false });
  expect(JSON.stringify(body.document)).toBe(JSON.stringify(SMS));
});

it('adds a variant and changes the shares, and they sum to a hundred', async () => {
  const { came, user } = open();
  await user.click(await screen.findByRole('button', { name: 'Try another variant (A/B)' }));
  expect(await screen.findByRole('button', { name: 'B · 50%', pressed: true })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Change the shares' }));
  const share = await screen.findByRole('textbox', { name: 'Variant A' });
  await user.clear(share);
  await user.type(share, '80');
  await user.keyboard('{Escape}');
  expect(await screen.findByRole('button', { name: 'B · 20%' })).toBeDefined();
  await waitFor(() => expect(screen.getByText('Saved')).toBeDefined());
  const { document } = await sent(came);
  expect(document.languages.en.variants.map((one: { share: number }) => one.share)).toEqual([80, 20]);
  expect(document.languages.es).toEqual(SMS.languages['es']);
  await user.click(screen.getByRole('button', { name: 'Remove variant B' }));
  expect(screen.queryByRole('button', { name: /B ·/ })).toBeNull();
});

it('removes a language after asking, and adds it again as a copy', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'Actions for English' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove English' }));
  await user.click(await screen.findByRole('button', { name: 'Remove' }));
  expect(await screen.findByRole('button', { name: 'Spanish', pressed: true })).toBeDefined();
  await user.click(await screen.findByRole('button', { name: 'Add English' }));
  expect(await screen.findByRole('button', { name: 'English', pressed: true })).toBeDefined();
});

it('keeps on this device what the server does not take, and goes on with it at the next visit', async () => {
  let away = true;
  const { came, user } = open({ save: () => (away ? { status: 503 } : { body: SAVED }) });
  await rename('Offline');
  expect(await screen.findByText('The server does not answer: kept on this device')).toBeDefined();
  const kept = [...shelves.all(1).values()];
  expect(kept.map((draft) => draft.name.en)).toEqual(['Offline']);
  away = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Saved')).toBeDefined();
  expect(shelves.all(1).size).toBe(0);
  expect(saves(came).length).toBeGreaterThan(1);
});

it('takes up what an earlier visit left on this device', async () => {
  const draft = { name: { es: 'Dejado', en: 'Left behind' }, document: SMS };
  const base = { name: OWN.name, document: SMS };
  shelves.for({ user: 1, thing: 'aviso', tab: 'gone' }).keep({ draft, revision: 4, base, sent: null });
  const { came } = open();
  await waitFor(() => expect(saves(came)).toHaveLength(1));
  expect((await sent(came)).name).toEqual(draft.name);
  expect((await name()).value).toBe('Left behind');
});

const CLASH = { status: 409, body: { type: 'urn:cauce:problem:conflict', detail: 'Stale.' } };

/** A server on which somebody else renamed the template in the meantime. */
function openClash() {
  let theirs = false;
  const came = serve({
    'GET /api/v1/templates/aviso': () => ({
      body: theirs ? { ...OWN, revision: 9, saved_by: 'Luis Gil', name: { es: 'De Luis', en: 'By Luis' } } : OWN,
    }),
    'PUT /api/v1/templates/aviso/draft': async (request) => {
      theirs = true;
      return (await request.clone().json()).revision === 9 ? { body: { ...SAVED, revision: 10 } } : CLASH;
    },
    'POST /api/v1/templates/aviso/check': () => ({ body: { problems: [] } }),
    'POST /api/v1/templates': () => ({ status: 201, body: { ...OWN, key: 'copy' } }),
    'GET /api/v1/designs/tokens': () => NO_TOKENS,
  });
  draw(<EditorRoom />, { path: '/templates/:key/edit', address: '/templates/aviso/edit' });
  return { came, user: userEvent.setup() };
}

it('asks whose is to stay when somebody else changed the same, and goes on with theirs', async () => {
  const { user } = openClash();
  await rename('Mine');
  const dialog = await screen.findByRole('dialog', { name: /Luis Gil saved this template/ });
  await user.click(within(dialog).getByRole('button', { name: 'Go on with Luis Gil’s' }));
  expect((await name()).value).toBe('By Luis');
  expect(shelves.all(1).size).toBe(0);
});

it('puts mine over theirs, and asks the server to keep what it overwrites', async () => {
  const { came, user } = openClash();
  await rename('Mine');
  await user.click(await screen.findByRole('button', { name: 'Put mine over it' }));
  await waitFor(() => expect(screen.getByText('Saved')).toBeDefined());
  expect(await sent(came)).toMatchObject({ revision: 9, keep: true, name: { en: 'Mine' } });
});

it('saves mine as a copy', async () => {
  const { came, user } = openClash();
  await rename('Mine');
  await user.click(await screen.findByRole('button', { name: 'Save mine as a copy' }));
  await waitFor(() => expect(asked(came, '/api/v1/templates')).toHaveLength(1));
  const made = await asked(came, '/api/v1/templates')[0]?.json();
  expect(made).toMatchObject({ channel: 'sms', from: '', name: { en: 'Mine (my changes)' }, document: SMS });
});

it('lists what the server found, and goes to where it is', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: '1 warning' }));
  const drawer = await screen.findByRole('dialog', { name: 'Problems' });
  expect(await within(drawer).findByText('It is long.')).toBeDefined();
  expect(within(drawer).getByText('Make it shorter.')).toBeDefined();
});

it('is not for those who may not edit, nor for what came finished', async () => {
  sessionStore.getState().enter(ANA);
  open();
  expect(await screen.findByText('Your role does not edit templates')).toBeDefined();
});
