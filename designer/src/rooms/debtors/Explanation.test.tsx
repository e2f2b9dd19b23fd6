import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunExplanation, RunRow } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { Runs } from './Runs';

const text = (word: string) => ({ es: word, en: word });

const ROW: RunRow = {
  id: 8,
  journey: { id: 1, name: 'Early' },
  account_ref: 'A-1',
  state: 'active',
  node_label: text('Wait 3 days'),
  since: '2026-03-02T09:00:00Z',
  due_at: '2026-03-05T09:00:00Z',
  blocked: true,
  end_reason: null,
};

const RUN: RunExplanation = {
  id: 8,
  journey: { id: 1, name: 'Early' },
  version: 2,
  account_ref: 'A-1',
  debtor: { id: 5, name: 'Lucía' },
  state: 'active',
  entered_at: '2026-03-01T09:00:00Z',
  ended_at: null,
  end_reason: null,
  node: { id: 'wait', label: text('Wait'), sentence: text('Wait for: paid (at most 3 days)') },
  since: '2026-03-02T09:00:00Z',
  due_at: '2026-03-05T09:00:00Z',
  waits_for: [text('paid'), text('opened the page')],
  why: [text('The email was written to them.')],
  next: [{ when: '2026-03-05T09:00:00Z', text: text('Send the second notice') }],
  blocks: [{ code: 'journey_paused', text: text('The journey is paused.'), until: null }],
  trail: Array.from({ length: 9 }, (_, place) => ({
    node: `n${place}`,
    label: text(`Step ${place}`),
    port_label: null,
    at: `2026-03-01T0${place}:00:00Z`,
  })),
  messages: [{ id: 3, state: 'sent', template: 'unheard_of', due_at: '2026-03-02T09:00:00Z', why: null }],
};

beforeEach(() => sessionStore.getState().enter(ANA));

describe('the journeys of a debtor', () => {
  it('open with why they are here, what comes next, when, and what stops it', async () => {
    serve({ 'GET /api/v1/runs/8': () => ({ body: RUN }) });
    draw(<Runs runs={[ROW]} />);
    expect(await screen.findByText('The email was written to them.')).toBeDefined();
    expect(screen.getByText('Wait for: paid (at most 3 days)')).toBeDefined();
    expect(screen.getByText('Send the second notice')).toBeDefined();
    expect(screen.getByText('Or sooner, if: paid and opened the page')).toBeDefined();
    expect(screen.getByText('The journey is paused.')).toBeDefined();
    expect(screen.queryByText('Step 8')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show all 9 steps' }));
    expect(screen.getByText('Step 8')).toBeDefined();
  });

  it('keep an ended one shut until somebody asks why it ended', async () => {
    const ended = { state: 'ended', end_reason: text('The debt was paid') } as const;
    const came = serve({
      'GET /api/v1/runs/8': () => ({ body: { ...RUN, ...ended, node: null, ended_at: '2026-03-04T09:00:00Z' } }),
    });
    draw(<Runs runs={[{ ...ROW, ...ended, blocked: false, node_label: null }]} />);
    const head = await screen.findByRole('button', { name: /Early/ });
    expect(head.getAttribute('aria-expanded')).toBe('false');
    expect(came).toHaveLength(0);
    await userEvent.click(head);
    expect(await screen.findByText('Why it ended')).toBeDefined();
    expect(screen.queryByText('What stops it')).toBeNull();
  });
});
