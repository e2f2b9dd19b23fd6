import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draw } from '../testing/draw';
import { serve } from '../testing/server';
import { businessTime } from './clock';
import { SimulatedDate } from './SimulatedDate';

afterEach(() => vi.useRealTimers());

describe('business time', () => {
  const reading = { now: '2026-03-02T09:00:00Z', simulated: true, speed: 1440, heardAt: 5_000 };

  it('runs on from the reading at the clock’s speed', () => {
    expect(businessTime(reading, 5_000).toISOString()).toBe('2026-03-02T09:00:00.000Z');
    expect(businessTime(reading, 65_000).toISOString()).toBe('2026-03-03T09:00:00.000Z');
  });

  it('never goes back behind the reading', () => {
    expect(businessTime(reading, 1_000).toISOString()).toBe('2026-03-02T09:00:00.000Z');
  });
});

describe('the simulated date', () => {
  it('ticks between two questions to the server', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
    serve({ 'GET /api/v1/clock': () => ({ body: { now: '2026-03-02T09:00:00Z', simulated: true, speed: 1440 } }) });
    draw(<SimulatedDate />);
    await act(() => vi.advanceTimersByTimeAsync(50));
    expect(screen.getByLabelText(/Simulated date/).textContent).toContain('Mar 2, 2026, 09:0');
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    // Five seconds at 1440 times are two hours.
    expect(screen.getByLabelText(/Simulated date/).textContent).toContain('Mar 2, 2026, 11:0');
  });

  it('is not shown where time is real', async () => {
    const came = serve({
      'GET /api/v1/clock': () => ({ body: { now: '2026-03-02T09:00:00Z', simulated: false, speed: 1 } }),
    });
    draw(<SimulatedDate />);
    await vi.waitFor(() => expect(came).toHaveLength(1));
    await act(async () => undefined);
    expect(screen.queryByLabelText(/Simulated date/)).toBeNull();
  });
});
