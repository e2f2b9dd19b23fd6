import { describe, expect, it, vi } from 'vitest';
import { sampleJourney } from './sample';
import { keptDraft, keptJourneys, shelfFor } from './shelf';

const HERE = { user: 1, journey: 3, tab: 'here' };
const OPEN = new Set(['here']);
const KEPT = { draft: { ...sampleJourney, name: 'Mine' }, revision: 4, base: sampleJourney, sent: null };

describe('a draft in the browser', () => {
  it('is kept until it is cleared', () => {
    expect(shelfFor(HERE).keep(KEPT)).toBe(true);
    expect(keptDraft(HERE, OPEN)).toEqual(KEPT);
    expect(keptJourneys(1)).toEqual([{ journey: 3, name: 'Mine' }]);
    shelfFor(HERE).clear();
    expect(keptDraft(HERE, OPEN)).toBeNull();
    expect(localStorage.length).toBe(0);
  });

  it('follows what the server has by now, and what may have arrived', () => {
    const shelf = shelfFor(HERE);
    shelf.keep(KEPT);
    shelf.keep({ ...KEPT, base: KEPT.draft, revision: 5, sent: KEPT.draft });
    expect(keptDraft(HERE, OPEN)).toEqual({ ...KEPT, base: KEPT.draft, revision: 5, sent: KEPT.draft });
  });

  it('of a closed tab is taken on, and is then this one’s', () => {
    shelfFor({ ...HERE, tab: 'closed' }).keep(KEPT);
    expect(keptDraft(HERE, OPEN)).toEqual(KEPT);
    expect(keptDraft({ ...HERE, tab: 'third' }, new Set(['here', 'third']))).toBeNull();
    expect(keptDraft(HERE, OPEN)).toEqual(KEPT);
  });

  it('of a tab that is open, of another journey or of another person is left alone', () => {
    shelfFor({ ...HERE, tab: 'open' }).keep(KEPT);
    shelfFor({ ...HERE, journey: 33, tab: 'closed' }).keep(KEPT);
    shelfFor({ ...HERE, user: 11, tab: 'closed' }).keep(KEPT);
    expect(keptDraft(HERE, new Set(['here', 'open']))).toBeNull();
    expect(keptJourneys(11).map(({ journey }) => journey)).toEqual([3]);
  });

  it.each(['{', '7', 'null', '{"revision":4}', '{"revision":4,"draft":{"nodes":1}}'])(
    'that reads %s is none',
    (text) => {
      shelfFor(HERE).keep(KEPT);
      localStorage.setItem('cauce.draft.1.3.here', text);
      expect(keptDraft(HERE, OPEN)).toBeNull();
    },
  );

  it('is not half kept where the storage is full', () => {
    const shelf = shelfFor(HERE);
    shelf.keep(KEPT);
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(shelf.keep({ ...KEPT, revision: 5 })).toBe(false);
    full.mockRestore();
    expect(keptDraft(HERE, OPEN)).toBeNull();
    expect(shelf.keep(KEPT)).toBe(true);
    expect(keptDraft(HERE, OPEN)).toEqual(KEPT);
  });
});
