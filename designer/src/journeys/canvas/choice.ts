/** The kinds of steps that somebody may choose from, in the server's order, by category. */

import type { Catalog, Kind } from '../catalog';
import type { Reading } from '../reading';
import { matches } from '../search';

export interface Shelf {
  readonly category: string;
  readonly kinds: readonly Kind[];
}

const CATEGORIES = ['start', 'message', 'people', 'time', 'decision', 'flow', 'money', 'data', 'end'];

/** What a category is called; one that this studio does not know is among the others. */
export function categoryName(category: string, { words }: Reading): string {
  return words(`category.${CATEGORIES.includes(category) ? category : 'other'}`);
}

/** The kinds whose name, description or category has every word that is looked for. */
export function shelves(kinds: readonly Kind[], search: string, reading: Reading): readonly Shelf[] {
  const { language } = reading;
  const found = kinds.filter((kind) =>
    matches(search, kind.labels[language], kind.descriptions[language], categoryName(kind.category, reading)),
  );
  const categories = [...new Set(found.map((kind) => kind.category))];
  return categories.map((category) => ({ category, kinds: found.filter((kind) => kind.category === category) }));
}

/** Whether a kind sends through a channel that this installation is not set up for. */
export function isOff(kind: Kind, catalog: Catalog): boolean {
  const channel = kind.channel ?? null;
  return channel !== null && catalog.channels.every(({ name }) => name !== channel);
}
