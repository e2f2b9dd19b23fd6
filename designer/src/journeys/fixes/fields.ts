/** Fields that conditions name and that there are not, and putting others in their place. */

import type { Catalog } from '../catalog';
import type { JourneyDocument, Json } from '../document';

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function namedIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (!isRecord(value)) return [];
  const own = value['field'];
  const inner = Object.values(value).flatMap(namedIn);
  return typeof own === 'string' && own !== '' && 'op' in value ? [own, ...inner] : inner;
}

function renamed(value: Json, from: string, to: string): Json {
  if (Array.isArray(value)) return value.map((one: Json) => renamed(one, from, to));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'field' && inner === from ? to : renamed(inner, from, to),
    ]),
  );
}

/** The fields that the conditions of a step, or of the journey's exits, ask for and that nobody knows. */
export function unknownFields(document: JourneyDocument, catalog: Catalog, node: string | null): readonly string[] {
  const known = new Set(catalog.fields.map(({ name }) => name));
  const asked = node === null ? [document.exits, document.holds ?? []] : [settingsOf(document, node)];
  return [...new Set(asked.flatMap((value) => namedIn(value as Json)))].filter((name) => !known.has(name));
}

function settingsOf(document: JourneyDocument, node: string): Json {
  return document.nodes.find(({ id }) => id === node)?.settings ?? null;
}

/** Puts another field in the place of one, wherever the conditions of a step or of the exits name it. */
export function replaceField(
  document: JourneyDocument,
  node: string | null,
  from: string,
  to: string,
): JourneyDocument {
  if (node === null) {
    const exits = renamed(document.exits as unknown as Json, from, to) as unknown as JourneyDocument['exits'];
    const holds = renamed((document.holds ?? []) as unknown as Json, from, to) as unknown as JourneyDocument['exits'];
    return { ...document, exits, ...(document.holds === undefined ? {} : { holds }) };
  }
  return {
    ...document,
    nodes: document.nodes.map((one) =>
      one.id === node ? { ...one, settings: renamed(one.settings, from, to) as typeof one.settings } : one,
    ),
  };
}
