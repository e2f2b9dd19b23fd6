import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeadLetter, MessageRow, Operations } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { type Reply, serve } from '../../testing/server';
import { OperationsRoom } from './OperationsRoom';

const CALM: Operations = {
  now: '2026-03-02T09:00:00Z',
  steps: { due: 0, oldest_due_seconds: null, waiting: 352, listening: 0, held: 0, failed: 0 },
  messages: { due: 0, queued: 0, oldest_queued_seconds: null, held: 0, paused: 0, sending: 0, unknown: 0 },
  stuck: null,
  queue: { reachable: true, waiting: 0, failed: 0, jobs: [] },
  workers: [
    { name: 'box:1', state: 'busy', job: 'advance', seen_at: null, started_at: '2026-03-02T08:00:00Z', jobs_done: 15 },
  ],
  ticker: { holder: 'box:2', until: '2026-03-02T09:00:10Z' },
  database: { kind: 'postgresql', size_bytes: 1_400_000, oldest_snapshot_seconds: null },
  alarms: [],
};

function letter(id: number, name: string, ports: readonly string[]): DeadLetter {
  return {
    id,
    run_id: id + 100,
    journey: { id: 1, name: 'Early' },
    version: 2,
    node: 'mail',
    node_label: { es: 'Enviar', en: 'Send' },
    debtor: { id, name },
    account_ref: `A-${id}`,
    reason: { es: 'No hay plantilla.', en: 'There is no template.' },
    failed_at: '2026-03-02T09:00:00Z',
    ports: ports.map((port) => ({ name: port, label: { es: port, en: `Way ${port}` } })),
  };
}

const UNKNOWN: MessageRow = {
  id: 31,
  at: '2026-03-02T09:00:00Z',
  state: 'unknown',
  channel: 'email',
  debtor: { id: 5, name: 'Lucía Ortega' },
  recipient: 'lucia@correo.test',
  subject: 'Your account',
  template: 'payment_reminder',
  journey: { id: 1, name: 'Early' },
  error: 'The mail server did not answer.',
  sent_at: null,
};

const LETTERS = [letter(1, 'Lucía Ortega', ['next', 'no']), letter(2, 'John Moore', ['next'])];

function open(address: string, answers: Readonly<Record<string, () => Reply>> = {}) {
  const came = serve({
    'GET /api/v1/operations': () => ({ body: CALM }),
    'GET /api/v1/clock': () => ({ body: { now: CALM.now, simulated: false, speed: 1 } }),
    'GET /api/v1/journeys': () => ({ body: { items: [], total: 0 } }),
    'GET /api/v1/dead-letters': () => ({ body: { items: LETTERS, total: 60 } }),
    'GET /api/v1/messages': () => ({ body: { items: [UNKNOWN], total: 1 } }),
    ...answers,
  });
  const [, query = ''] = address.split('?');
  draw(<OperationsRoom />, { path: '/operations', address: '/operations', search: query });
  return { came, person: userEvent.setup() };
}

async function sent(came: readonly Request[]): Promise<unknown> {
  return await came.find(({ method }) => method === 'POST')?.json();
}

beforeEach(() => sessionStore.getState().enter(ANA));

describe('the state of operations', () => {
  it('is calm where nothing is wrong', async () => {
    open('/operations');
    expect(await screen.findByText('All is well')).toBeDefined();
    expect(screen.getByText('Moving people on')).toBeDefined();
    expect(screen.getByText('1.4 MB')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Repair' })).toBeNull();
  });

  it('shows the worst alarm first, leads to what it speaks of, and repairs', async () => {
    const alarm = (code: string, severity: 'warning' | 'critical', word: string) => ({
      code,
      severity,
      text: { es: word, en: word },
      hint: { es: `${word} hint`, en: `${word} hint` },
    });
    const alarms = [
      alarm('dead_letters', 'warning', 'People stand still.'),
      alarm('no_worker', 'critical', 'No worker is alive.'),
    ];
    const { came, person } = open('/operations', {
      'GET /api/v1/operations': () => ({ body: { ...CALM, alarms, steps: { ...CALM.steps, failed: 34 } } }),
      'POST /api/v1/operations/repair': () => ({ body: { woken: ['advance'], released: 0 } }),
    });
    const list = await screen.findByRole('region', { name: 'What needs attention' });
    const words = list.textContent ?? '';
    expect(words.indexOf('No worker is alive.')).toBeLessThan(words.indexOf('People stand still.'));
    await person.click(screen.getByRole('button', { name: 'Repair' }));
    await waitFor(() => expect(came.some(({ url }) => url.endsWith('/operations/repair'))).toBe(true));
    await person.click(within(list).getByRole('link', { name: 'See which ones' }));
    expect(await screen.findByText('John Moore')).toBeDefined();
  });

  it('offers no repair to whoever may only look', async () => {
    sessionStore.getState().enter({ ...ANA, permissions: ['operations:read'] });
    const text = { es: 'x', en: 'Something' };
    const alarms = [{ code: 'stuck', severity: 'critical' as const, text, hint: text }];
    open('/operations', { 'GET /api/v1/operations': () => ({ body: { ...CALM, alarms } }) });
    expect(await screen.findAllByText('Something')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Repair' })).toBeNull();
  });
});

describe('people whom a failure stopped', () => {
  it('skip their step by a way that all of them have', async () => {
    const { came, person } = open('/operations?tab=steps', {
      'POST /api/v1/dead-letters/skip': () => ({ body: { count: 2 } }),
    });
    await person.click(await screen.findByRole('checkbox', { name: 'Choose Lucía Ortega' }));
    await person.click(screen.getByRole('checkbox', { name: 'Choose John Moore' }));
    await person.click(screen.getByRole('button', { name: 'Skip the step…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByRole('radio', { name: 'Way no' })).toBeNull();
    await person.click(dialog.getByRole('button', { name: 'Skip the step' }));
    await waitFor(() => expect(screen.queryByText('2 people chosen')).toBeNull());
    expect(await sent(came)).toEqual({ ids: [1, 2], port: 'next' });
  });

  it('try again, all of a journey at once', async () => {
    const { came, person } = open('/operations?tab=steps&journey=1', {
      'POST /api/v1/dead-letters/replay': () => ({ body: { count: 60 } }),
    });
    await person.click(await screen.findByRole('checkbox', { name: 'Choose all' }));
    await person.click(screen.getByRole('button', { name: 'Choose all 60 on the journey' }));
    expect(screen.getByText('60 people chosen')).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Try again' }));
    await person.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(came.some(({ url }) => url.endsWith('/replay'))).toBe(true));
    expect(await sent(came)).toEqual({ journey: 1 });
  });

  it('are taken off their journey only with a reason', async () => {
    const { came, person } = open('/operations?tab=steps', {
      'POST /api/v1/dead-letters/end': () => ({ body: { count: 1 } }),
    });
    await person.click(await screen.findByRole('checkbox', { name: 'Choose John Moore' }));
    await person.click(screen.getByRole('button', { name: 'Take off the journey…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await person.click(dialog.getByRole('button', { name: 'Take off the journey' }));
    expect(dialog.getByText('Write the reason.')).toBeDefined();
    await person.type(dialog.getByLabelText('Reason'), 'Moved abroad');
    await person.click(dialog.getByRole('button', { name: 'Take off the journey' }));
    await waitFor(() => expect(came.some(({ url }) => url.endsWith('/end'))).toBe(true));
    expect(await sent(came)).toEqual({ ids: [2], reason: 'Moved abroad' });
  });
});

describe('messages that did not go out', () => {
  it('are settled by whoever found out that they were sent', async () => {
    const { came, person } = open('/operations?tab=messages&state=unknown', {
      'POST /api/v1/messages/settle': () => ({ body: { count: 1 } }),
    });
    await person.click(await screen.findByRole('checkbox', { name: 'Choose Lucía Ortega' }));
    await person.click(screen.getByRole('button', { name: 'It was sent' }));
    await person.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Mark as sent' }));
    await waitFor(() => expect(screen.queryByText('1 message chosen')).toBeNull());
    expect(await sent(came)).toEqual({ ids: [31], sent: true });
  });

  it('warn that a message may arrive twice before it is sent again', async () => {
    const { came, person } = open('/operations?tab=messages&state=unknown', {
      'POST /api/v1/messages/settle': () => ({ body: { count: 1 } }),
    });
    await person.click(await screen.findByRole('checkbox', { name: 'Choose Lucía Ortega' }));
    await person.click(screen.getByRole('button', { name: 'It was not sent' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/the person gets it twice/)).toBeDefined();
    await person.click(dialog.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(came.some(({ url }) => url.endsWith('/settle'))).toBe(true));
    expect(await sent(came)).toEqual({ ids: [31], sent: false });
  });
});
