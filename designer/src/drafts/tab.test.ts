import { beforeEach, describe, expect, it, vi } from 'vitest';

/** The locks of a browser with several tabs: a name is held until its tab is closed. */
function browser() {
  const held = new Set<string>();
  const locks = {
    request: async (name: string, _options: unknown, act: (lock: { name: string } | null) => unknown) => {
      if (held.has(name)) {
        act(null);
        return;
      }
      held.add(name);
      await act({ name });
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  };
  return { locks, close: (id: string) => held.delete(`cauce.tab.${id}`) };
}

/** A tab that is opened: a module of its own. */
async function open() {
  vi.resetModules();
  return await import('./tab');
}

describe('the name of a tab', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { ...navigator, locks: undefined });
  });

  it('is the same within a tab, and another one in each that is open', async () => {
    const { locks } = browser();
    vi.stubGlobal('navigator', { locks });
    const [first, second] = [await open(), await open()];
    const names = [await first.thisTab(), await first.thisTab(), await second.thisTab()];
    expect(names[0]).toBe(names[1]);
    expect(names[2]).not.toBe(names[0]);
    expect(names[0]).toMatch(/^[0-9a-f]{24}$/);
    expect(await first.openTabs()).toEqual(new Set(names));
  });

  it('is taken on by the next tab when its own was closed, or had crashed', async () => {
    const { locks, close } = browser();
    vi.stubGlobal('navigator', { locks });
    const name = await (await open()).thisTab();
    close(name);
    expect(await (await open()).thisTab()).toBe(name);
  });

  it('is a new one each time where the browser has no locks, or keeps nothing', async () => {
    const names = [await (await open()).thisTab(), await (await open()).thisTab()];
    expect(names[0]).not.toBe(names[1]);
    expect(await (await open()).openTabs()).toHaveProperty('size', 1);
    localStorage.setItem('cauce.tabs', '{');
    const { locks } = browser();
    vi.stubGlobal('navigator', { locks });
    expect(await (await open()).thisTab()).toMatch(/^[0-9a-f]{24}$/);
  });
});
