/** Finding a template among all of them. */

import { matches } from '../../journeys/search';
import type { TemplateLine } from '../api';

/** How a template stands: one word that its card wears. */
export type Standing = 'draft' | 'changed' | 'published' | 'finished' | 'archived';

export function standingOf(template: Pick<TemplateLine, 'own' | 'archived' | 'version' | 'draft'>): Standing {
  if (!template.own) return 'finished';
  if (template.archived) return 'archived';
  if (template.version === null) return 'draft';
  return template.draft ? 'changed' : 'published';
}

export const STATES = ['draft', 'published', 'finished', 'archived'] as const;
export type State = (typeof STATES)[number];

export interface Wanted {
  readonly text: string;
  readonly channel: string | null;
  readonly language: string | null;
  readonly state: string | null;
  readonly purpose?: string | null;
}

/** What stands archived is shown to those only who ask for it; what was published and changed since is both. */
function suitsState(template: TemplateLine, state: string | null): boolean {
  const standing = standingOf(template);
  if (state === null) return standing !== 'archived';
  if (standing === 'changed') return state === 'draft' || state === 'published';
  return standing === state;
}

/** Own ones first, the latest saved before all others; then the finished ones, in the order of the server. */
export function suiting(items: readonly TemplateLine[], wanted: Wanted): readonly TemplateLine[] {
  const found = items.filter(
    (item) =>
      (wanted.channel === null || item.channel === wanted.channel) &&
      (wanted.language === null || item.languages.includes(wanted.language)) &&
      (wanted.purpose == null || item.purpose === wanted.purpose) &&
      suitsState(item, wanted.state) &&
      matches(wanted.text, ...Object.values(item.name), ...Object.values(item.words).flatMap(Object.values)),
  );
  return found.toSorted(
    (left, right) => Number(right.own) - Number(left.own) || (right.saved_at ?? '').localeCompare(left.saved_at ?? ''),
  );
}

/** What a finished template is for, in the order in which a case goes. */
export const PURPOSES = [
  'first_contact',
  'before_due',
  'reminder',
  'promise',
  'plan',
  'settlement',
  'payment',
  'help',
  'dispute',
  'service',
  'legal',
  'closing',
] as const;

/** The channels, languages and purposes that there are. */
export function choices(items: readonly TemplateLine[]) {
  return {
    channels: [...new Set(items.map(({ channel }) => channel))],
    languages: [...new Set(items.flatMap(({ languages }) => languages))].toSorted(),
    purposes: PURPOSES.filter((purpose) => items.some((item) => item.purpose === purpose)),
  };
}
