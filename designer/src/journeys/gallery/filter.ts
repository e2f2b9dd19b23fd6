/** Finding a finished journey among all of them. */

import type { FinishedItem } from '../../api/types';

export interface Wanted {
  readonly text: string;
  readonly stage: string | null;
  readonly channel: string | null;
  readonly country: string | null;
}

export const ANYTHING: Wanted = { text: '', stage: null, channel: null, country: null };

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** The journeys that suit; of a country, also those that are for any. Every word has to stand in name or sentence. */
export function suiting(items: readonly FinishedItem[], wanted: Wanted): readonly FinishedItem[] {
  const words = plain(wanted.text).split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const said = plain(`${item.name} ${item.about}`);
    return (
      words.every((word) => said.includes(word)) &&
      (wanted.stage === null || item.stage === wanted.stage) &&
      (wanted.channel === null || item.channels.includes(wanted.channel)) &&
      (wanted.country === null || item.country === wanted.country || item.country === null)
    );
  });
}

/** What there is to choose from, in the order in which it comes. */
export function choices(items: readonly FinishedItem[]) {
  const countries = items.flatMap(({ country }) => (country === null ? [] : [country]));
  return {
    stages: [...new Set(items.map(({ stage }) => stage))],
    channels: [...new Set(items.flatMap(({ channels }) => channels))],
    countries: [...new Set(countries)],
  };
}
