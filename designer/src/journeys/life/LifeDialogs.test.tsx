import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JourneyLife } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { giveRoomTexts } from '../../testing/roomTexts';
import { type Reply, serve } from '../../testing/server';
import { LifeDialog } from './LifeDialogs';
import type { Life, LifeAct } from './life';

giveRoomTexts();

const LIVE: Life = { id: 7, name: 'Early', state: 'live', halt: null, change: null };
const PAUSED: Life = {
  ...LIVE,
  state: 'paused',
  halt: { at: '2026-03-02T09:00:00Z', reason: 'Legal looks at it', by_guard: false },
};
const AFTER: JourneyLife = { state: 'paused', halt: PAUSED.halt, change: null };

const done = vi.fn<(after: JourneyLife) => void>();

function open(act: LifeAct, life: Life, people = 312) {
  draw(<LifeDialog act={act} life={life} people={people} onDone={done} onClose={() => undefined} />);
  return userEvent.setup();
}

function answering(path: string, reply: Reply = { body: AFTER }) {
  return serve({
    [`POST /api/v1/journeys/7/${path}`]: () => reply,
    'GET /api/v1/messages': (request) => ({
      body: { items: [], total: new URL(request.url).searchParams.get('state') === 'queued' ? 5 : 1 },
    }),
  });
}

beforeEach(() => {
  done.mockClear();
  sessionStore.getState().enter(ANA);
});

describe('pausing a journey', () => {
  it('says whom it keeps where, and wants a reason', async () => {
    const came = answering('pause');
    const person = open('pause', LIVE);
    expect(await screen.findByText(/312 people stay where they are/)).toBeDefined();
    expect(await screen.findByText('7 messages that were about to go out wait.')).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Pause now' }));
    expect(await screen.findByText('Write the reason.')).toBeDefined();
    expect(came.some(({ method }) => method === 'POST')).toBe(false);
    await person.type(screen.getByLabelText('Reason'), ' Legal looks at it ');
    await person.click(screen.getByRole('button', { name: 'Pause now' }));
    await waitFor(() => expect(done.mock.lastCall?.[0]).toEqual(AFTER));
    expect(await came.find(({ method }) => method === 'POST')?.json()).toEqual({ reason: 'Legal looks at it' });
  });

  it('stays open with the server’s own sentence where it is refused', async () => {
    answering('pause', { status: 409, body: { status: 409, detail: 'It is being stopped.' } });
    const person = open('pause', LIVE);
    await person.type(await screen.findByLabelText('Reason'), 'Why not');
    await person.click(screen.getByRole('button', { name: 'Pause now' }));
    expect((await screen.findByRole('alert')).textContent).toContain('It is being stopped.');
    expect(done).not.toHaveBeenCalled();
  });
});

describe('resuming a journey', () => {
  it('lets waits go on from where they stood, at once, unless told otherwise', async () => {
    const came = answering('resume');
    const person = open('resume', PAUSED);
    expect(await screen.findByText(/^7 messages that wait go out/)).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(await came.find(({ method }) => method === 'POST')?.json()).toEqual({ timers: 'shift', ramp_minutes: 0 });
  });

  it('keeps dates and spreads what is due over a time', async () => {
    const came = answering('resume');
    const person = open('resume', PAUSED);
    await person.click(await screen.findByLabelText('Keep their dates'));
    const ramp = screen.getByLabelText('Spread what is already due over');
    await person.clear(ramp);
    await person.type(ramp, '120');
    expect(screen.getByText('It is spread evenly over 2 hours.')).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(await came.find(({ method }) => method === 'POST')?.json()).toEqual({ timers: 'keep', ramp_minutes: 120 });
  });
});

describe('stopping a journey', () => {
  it('says how many people leave and messages are cancelled, and wants a second step', async () => {
    const came = answering('stop');
    const person = open('stop', LIVE);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/312 people leave the journey/)).toBeDefined();
    expect(await dialog.findByText('7 messages that were waiting are cancelled.')).toBeDefined();
    const go = dialog.getByRole('button', { name: 'Stop the journey' });
    expect(go).toHaveProperty('disabled', true);
    await person.click(dialog.getByLabelText('I understand that this cannot be undone'));
    await person.type(dialog.getByLabelText('Reason'), 'The campaign is over');
    await person.click(go);
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(await came.find(({ method }) => method === 'POST')?.json()).toEqual({ reason: 'The campaign is over' });
  });

  it('does not speak of nought people', async () => {
    answering('stop');
    open('stop', LIVE, 0);
    expect(await screen.findByText('Nobody is on it.')).toBeDefined();
  });
});
