/**
 * Which tab of this browser this is. A tab keeps its name over a reload, and after a crash the next one takes it on:
 * so the server knows it again, and what it could not save is found.
 */

const KNOWN = 'cauce.tabs';
const MOST = 20;

function lockName(id: string): string {
  return `cauce.tab.${id}`;
}

function known(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KNOWN) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function remember(id: string): void {
  try {
    localStorage.setItem(KNOWN, JSON.stringify([id, ...known()].slice(0, MOST)));
  } catch {
    // Without storage a tab has another name after each reload, which costs nothing but a few seconds.
  }
}

function fresh(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Holds a name for as long as this tab lives; false while another tab has it. */
function hold(locks: LockManager, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const whileOpen = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock === null ? null : new Promise(() => undefined);
    };
    locks.request(lockName(id), { ifAvailable: true }, whileOpen).catch(() => resolve(false));
  });
}

/** The browser's locks; there are none where the studio is served without encryption. */
function locksHere(): LockManager | undefined {
  return (navigator as { locks?: LockManager }).locks;
}

async function choose(): Promise<string> {
  const locks = locksHere();
  if (locks === undefined) {
    return fresh();
  }
  for (const id of known()) {
    if (await hold(locks, id)) {
      return id;
    }
  }
  const id = fresh();
  remember(id);
  await hold(locks, id);
  return id;
}

let chosen: Promise<string> | null = null;

/** The name of this tab. */
export function thisTab(): Promise<string> {
  chosen ??= choose();
  return chosen;
}

/** The names of the tabs of this browser that are open; this one alone where that cannot be known. */
export async function openTabs(): Promise<ReadonlySet<string>> {
  const own = await thisTab();
  const held = (await locksHere()?.query())?.held ?? [];
  const names = held.map((lock) => lock.name ?? '').filter((name) => name.startsWith(lockName('')));
  return new Set([own, ...names.map((name) => name.slice(lockName('').length))]);
}
