/** Events as people read them: in groups, and those of their own by the words that they gave them. */

import type { SettingSchema } from './catalog';
import { withCapital } from './names';
import type { Reading } from './reading';
import { asStrings } from './settings';

export const OWN = 'x_';

const LONGEST_OWN = 30;

const GROUPS = [
  { group: 'message', begins: /^message_/ },
  { group: 'payment', begins: /^(page|verified|payment|paid)/ },
  { group: 'agreement', begins: /^(promise|plan|instalment|offer)_/ },
  { group: 'own', begins: /^x_/ },
  { group: 'case', begins: /./ },
] as const;

export type EventGroup = (typeof GROUPS)[number]['group'];

export interface GroupOfEvents {
  readonly group: EventGroup;
  readonly names: readonly string[];
}

/** Events by what they are about; each group keeps the order of the list. */
export function groupEvents(names: readonly string[]): readonly GroupOfEvents[] {
  const groupOf = (name: string) => GROUPS.find(({ begins }) => begins.test(name))?.group;
  return GROUPS.map(({ group }) => ({ group, names: names.filter((name) => groupOf(name) === group) })).filter(
    ({ names: found }) => found.length > 0,
  );
}

/** The event of one's own that words stand for: `Visita hecha` is `x_visita_hecha`; null where nothing is left of them. */
export function ownEventOf(words: string): string | null {
  const plain = words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^(x_)?_*/, '')
    .slice(0, LONGEST_OWN)
    .replace(/_+$/, '');
  return plain === '' ? null : OWN + plain;
}

/** How people read the name of an event of their own; any other name as it is. */
export function ownEventName(name: string): string {
  const words = name.startsWith(OWN) ? name.slice(OWN.length).replaceAll('_', ' ').trim() : '';
  return words === '' ? name : withCapital(words);
}

/** What an event is called: by the schema's own label, by the server's, or by its own words. */
export function eventName(name: string, { catalog, language }: Reading, schema?: SettingSchema): string {
  const known = catalog.events.find((event) => event.name === name);
  return schema?.['x-labels']?.[name]?.[language] ?? known?.labels[language] ?? ownEventName(name);
}

function itemChoices(schema: SettingSchema): readonly SettingSchema[] {
  const item = schema.items ?? schema;
  return item.anyOf ?? [item];
}

/** The events that a setting offers: those that its schema lists, else all that journeys can hear. */
export function offeredEvents(schema: SettingSchema, { catalog }: Reading): readonly string[] {
  const listed = itemChoices(schema).flatMap((choice) => asStrings(choice.enum));
  return listed.length > 0 ? listed : catalog.events.filter((event) => event.offered).map((event) => event.name);
}

/** Whether events of the customer's own may be named: not where the schema has a closed list. */
export function takesOwnEvents(schema: SettingSchema): boolean {
  return itemChoices(schema).some((choice) => choice.enum === undefined);
}
