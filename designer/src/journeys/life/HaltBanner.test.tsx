import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Change } from '../../api/types';
import { draw } from '../../testing/draw';
import { giveRoomTexts } from '../../testing/roomTexts';
import { serve } from '../../testing/server';
import { HaltBanner } from './HaltBanner';
import type { Life, LifeAct } from './life';

giveRoomTexts();

const REASON = 'The blast guard paused the journey: far more messages than foreseen (900).';
const PAUSED: Life = {
  id: 7,
  name: 'Early',
  state: 'paused',
  halt: { at: '2026-03-02T09:00:00Z', reason: REASON, by_guard: true },
  change: null,
};

const act = vi.fn<(act: LifeAct) => void>();
const limits = vi.fn();

function open(life: Life, acts: readonly LifeAct[] = ['resume', 'stop']) {
  return draw(<HaltBanner life={life} acts={acts} onAct={act} onLimits={limits} />);
}

describe('the banner of a halted journey', () => {
  it('says why the guard paused it and leads to the limits and on', async () => {
    open(PAUSED);
    expect(await screen.findByText(REASON)).toBeDefined();
    expect(screen.getByText(/Check that no step repeats/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'See the limits' }));
    expect(limits).toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
    expect(act).toHaveBeenCalledWith('resume');
  });

  it('gives the reason that a person wrote, and no limits', async () => {
    open({ ...PAUSED, halt: { at: '2026-03-02T09:00:00Z', reason: 'Legal looks at it', by_guard: false } });
    expect(await screen.findByText(/Reason: Legal looks at it/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'See the limits' })).toBeNull();
  });

  it('offers no act that the person may not do', async () => {
    open(PAUSED, []);
    expect(await screen.findByText(REASON)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
  });

  it('is not there while nothing is the matter', () => {
    open({ ...PAUSED, state: 'live', halt: null });
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('follows what is being done to everybody until it is through', async () => {
    const change: Change = {
      id: 4,
      kind: 'stop',
      state: 'running',
      done: 0,
      total: 4_000,
      requested_at: '2026-03-02T09:00:00Z',
      finished_at: null,
    };
    let asked = 0;
    serve({
      'GET /api/v1/changes/4': () => {
        asked += 1;
        return { body: { ...change, done: 2_000 * asked, state: asked > 1 ? 'done' : 'running' } };
      },
    });
    open({ ...PAUSED, state: 'stopping', change }, []);
    expect(await screen.findByText('2,000 of 4,000 people')).toBeDefined();
    await waitFor(() => expect(screen.getByText('4,000 of 4,000 people')).toBeDefined(), { timeout: 6_000 });
  });
});
