/** Whom a journey lets in, and which of its steps write to them, as its document says. */

import type { Catalog } from '../catalog';
import { kindByName } from '../catalog';
import { type Condition, type JourneyDocument, nodeById } from '../document';
import { asMapping } from '../form/mapping';
import { asCondition, asText } from '../settings';

export interface Audience {
  /** Null takes everybody. */
  readonly condition: Condition | null;
  readonly segment: number | null;
}

const STARTED = 'started';

/** Whom the entry lets in; null where that cannot be told beforehand, since other journeys start this one. */
export function audienceOf(document: JourneyDocument): Audience | null {
  const settings = document.entry === null ? undefined : nodeById(document, document.entry)?.settings;
  if (settings === undefined || settings['mode'] === STARTED) return null;
  const segment = settings['segment'];
  return { condition: asCondition(settings['audience']), segment: typeof segment === 'number' ? segment : null };
}

/** The fields that the journey itself fills: whoever lacks them at the entry need not lack them later. */
export function filledBy(document: JourneyDocument): ReadonlySet<string> {
  return new Set(
    document.nodes.flatMap(({ kind, settings }) => {
      if (kind === 'change') return [settings['what'] === 'stage' ? 'account.stage' : asText(settings['field'])];
      return asMapping(settings['mapping']).map(({ to }) => to);
    }),
  );
}

export interface Sender {
  readonly node: string;
  readonly template: string;
}

/** The steps that send a template, in the order in which they were drawn. */
export function sendersOf(document: JourneyDocument, catalog: Catalog): readonly Sender[] {
  return document.nodes.flatMap(({ id, kind, settings }) => {
    const template = kindByName(catalog, kind)?.channel == null ? '' : asText(settings['template']);
    return template === '' ? [] : [{ node: id, template }];
  });
}
