import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { StandingPage, StandingPerson } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { EditorScopeProvider } from '../editor/scope';
import { sampleCatalog, sampleJourney } from '../sample';
import { createEditorStore } from '../store';
import { readingIn } from '../testing';
import { PeopleHere } from './PeopleHere';
import { addLiveTexts } from './texts';

const say = (text: string) => ({ es: text, en: text });

const LUCIA: StandingPerson = {
  run_id: 7,
  visit: 3,
  node: 'wait',
  version: 2,
  debtor: { id: 11, name: 'Lucía Ortega' },
  account_ref: 'A-1',
  state: 'due',
  since: '2026-03-02T09:00:00Z',
  until: '2026-03-05T09:00:00Z',
  waits_for: [say('Abrió la página')],
  waiting: [
    {
      id: 5,
      state: 'queued',
      channel: 'sms',
      template: say('Recordatorio 2'),
      due_at: '2026-03-03T07:00:00Z',
      why: say('Solo de 7 a 19.'),
      by_rule: true,
    },
  ],
  tasks: 1,
};
const PAGE: StandingPage = {
  items: [LUCIA],
  total: 1,
  versions: [
    {
      version: 2,
      ports: [
        { name: 'page_opened', label: say('Abrió la página') },
        { name: 'timeout', label: say('Sin respuesta') },
      ],
      places: [{ node: 'mail', label: say('Email'), sentence: say('Enviar email «Aviso»') }],
    },
  ],
};
const LIST = 'GET /api/v1/journeys/1/nodes/wait/people';

function show(paused = false) {
  const reading = readingIn('es');
  addLiveTexts();
  const scope = {
    journeyId: 1,
    store: createEditorStore(sampleJourney, { readOnly: true }),
    catalog: sampleCatalog,
    reading,
    problems: [],
    problemsByNode: new Map(),
    said: new Map(),
    counts: null,
    autosave: () => null,
    tab: '',
    goOn: () => undefined,
  };
  draw(
    <EditorScopeProvider value={scope}>
      <PeopleHere node="wait" paused={paused} version={3} />
    </EditorScopeProvider>,
  );
}

async function choose(act: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Actuar sobre Lucía Ortega' }));
  await user.click(await screen.findByRole('menuitem', { name: act }));
  return { user, dialog: await screen.findByRole('dialog') };
}

const bodyOf = async (requests: readonly Request[]) => {
  const posted = requests.find(({ method }) => method === 'POST');
  return { path: new URL(posted?.url ?? 'http://x').pathname, body: await posted?.json() };
};

beforeEach(() => sessionStore.getState().enter(ANA));

it('says since when, until when, what for, which rule keeps a message back, and which version', async () => {
  serve({ [LIST]: () => ({ body: PAGE }) });
  show();
  await screen.findByRole('button', { name: 'Actuar sobre Lucía Ortega' });
  expect(screen.getByRole('link', { name: 'Lucía Ortega' }).getAttribute('href')).toBe('/debtors/11');
  expect(screen.getByText(/^Desde 2 mar/).textContent).toMatch(/hasta 5 mar/);
  expect(screen.getByText('Espera: Abrió la página')).toBeTruthy();
  expect(screen.getByText(/SMS «Recordatorio 2»: no antes del 3 mar.*Solo de 7 a 19\./)).toBeTruthy();
  expect(screen.getByText('1 tarea abierta')).toBeTruthy();
  expect(screen.getByText('Versión 2')).toBeTruthy();
});

it('searches', async () => {
  const asked = serve({ [LIST]: () => ({ body: { ...PAGE, items: [], total: 0 } }) });
  show();
  expect(await screen.findByText('Nadie está aquí ahora')).toBeTruthy();
  await userEvent.setup().type(screen.getByRole('searchbox'), 'ort');
  await waitFor(() => expect(asked.at(-1)?.url).toContain('search=ort'));
  expect(await screen.findByText('Nadie con ese nombre está aquí')).toBeTruthy();
});

it('lets somebody go on by the way of time, and says what still goes out', async () => {
  const asked = serve({
    [LIST]: () => ({ body: PAGE }),
    'POST /api/v1/runs/7/go-on': () => ({ body: { node: 'mail', messages: 0, tasks: 0 } }),
  });
  show();
  const { user, dialog } = await choose('Seguir ya');
  expect(within(dialog).getByText('Sigue en camino lo que ya se escribió: SMS «Recordatorio 2».')).toBeTruthy();
  expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'Sin respuesta' }).checked).toBe(true);
  await user.click(within(dialog).getByRole('button', { name: 'Seguir ya' }));
  expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'Llamó');
  await user.click(within(dialog).getByRole('button', { name: 'Seguir ya' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const body = { node: 'wait', visit: 3, reason: 'Llamó', port: 'timeout' };
  expect(await bodyOf(asked)).toEqual({ path: '/api/v1/runs/7/go-on', body });
});

it('moves somebody, after saying what is cancelled, and only to a step that was chosen', async () => {
  const asked = serve({
    [LIST]: () => ({ body: PAGE }),
    'POST /api/v1/runs/7/move': () => ({ body: { node: 'mail', messages: 1, tasks: 1 } }),
  });
  show(true);
  const { user, dialog } = await choose('Pasar a otro paso…');
  expect(within(dialog).getByText('Se anula lo que espera para salir: SMS «Recordatorio 2».')).toBeTruthy();
  expect(within(dialog).getByText('Se cierra 1 tarea que alguien tenía que hacer.')).toBeTruthy();
  expect(within(dialog).getByText(/no está en marcha/)).toBeTruthy();
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Pasar' }).disabled).toBe(true);
  await user.click(within(dialog).getByRole('combobox', { name: 'A qué paso' }));
  await user.click(await screen.findByRole('option', { name: 'Enviar email «Aviso»', hidden: true }));
  await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'Mal dato');
  await user.click(within(dialog).getByRole('button', { name: 'Pasar' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const body = { node: 'wait', visit: 3, reason: 'Mal dato', target: 'mail' };
  expect(await bodyOf(asked)).toEqual({ path: '/api/v1/runs/7/move', body });
});

it('says in the server’s words that somebody went on meanwhile, and asks who stands here now', async () => {
  const asked = serve({
    [LIST]: () => ({ body: PAGE }),
    'POST /api/v1/runs/7/remove': () => ({ status: 409, body: { detail: 'La persona siguió mientras tanto.' } }),
  });
  show();
  const { user, dialog } = await choose('Sacar del recorrido…');
  await user.type(within(dialog).getByRole('textbox', { name: /Motivo/ }), 'x');
  const before = asked.length;
  await user.click(within(dialog).getByRole('button', { name: 'Sacar' }));
  expect((await within(dialog).findByRole('alert')).textContent).toBe('La persona siguió mientras tanto.');
  await waitFor(() => expect(asked.slice(before).some(({ method }) => method === 'GET')).toBe(true));
});

it('offers nothing to whoever may not run journeys', async () => {
  sessionStore.getState().enter({ ...ANA, permissions: ['journeys:read', 'debtors:read'] });
  serve({ [LIST]: () => ({ body: PAGE }) });
  show();
  expect(await screen.findByText('Lucía Ortega')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Actuar/ })).toBeNull();
});
