/** Who reads, and with what: the catalogue, a language, and how texts are looked up. */

import type { Catalog, Language } from './catalog';

/** Looks a text up by its key, as i18next's `t` does. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export interface Reading {
  readonly catalog: Catalog;
  readonly language: Language;
  readonly words: Words;
}
