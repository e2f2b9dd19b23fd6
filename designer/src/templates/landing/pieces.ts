/** The HTML of widgets, drawn by the server as debtors get it: what is asked for at once is fetched at once. */

import { api, take } from '../../api/client';

interface Asked {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly language: string;
}

type Fetch = (language: string, widgets: readonly Omit<Asked, 'language'>[]) => Promise<readonly string[]>;

/** Asks the server, in the brand of a template. */
export const fetchPieces =
  (brand: string): Fetch =>
  async (language, widgets) => {
    const body = { language, brand, widgets: widgets.map(({ tag, attributes }) => ({ tag, attributes })) };
    return (await take(api.POST('/api/v1/designs/widgets', { body }))).html;
  };

export interface Pieces {
  /** Puts the widget into the element now, or as soon as it is known; a later call for the same element wins. */
  readonly show: (element: HTMLElement, asked: Asked) => void;
}

/** Keeps what was drawn, so that a widget that is moved or copied stands there at once. */
export function createPieces(fetch: Fetch): Pieces {
  const known = new Map<string, string>();
  const wanted = new WeakMap<HTMLElement, string>();
  let waiting: { readonly key: string; readonly asked: Asked; readonly element: HTMLElement }[] = [];
  const fill = (element: HTMLElement, key: string) => {
    if (wanted.get(element) === key) element.innerHTML = (known.get(key) ?? '').trim();
  };
  const send = async () => {
    const batch = waiting;
    waiting = [];
    for (const language of new Set(batch.map(({ asked }) => asked.language))) {
      const theirs = batch.filter(({ asked }) => asked.language === language);
      const first = new Map(theirs.map(({ key, asked }) => [key, asked]));
      try {
        const html = await fetch(language, [...first.values()]);
        for (const [at, key] of [...first.keys()].entries()) known.set(key, html[at] ?? '');
      } catch {
        continue; // What stood there before stays; the next change asks again.
      }
      for (const { element, key } of theirs) fill(element, key);
    }
  };
  return {
    show: (element, asked) => {
      const key = JSON.stringify([asked.language, asked.tag, Object.entries(asked.attributes).toSorted()]);
      wanted.set(element, key);
      if (known.has(key)) {
        fill(element, key);
        return;
      }
      if (waiting.length === 0) queueMicrotask(() => void send());
      waiting.push({ key, asked, element });
    },
  };
}
