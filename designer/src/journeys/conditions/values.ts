/** Lists of values as the little tags that people type. */

import type { FieldType } from '../catalog';
import type { Json } from '../document';

const MINOR_UNITS = 100;

function isFigure(type: FieldType): boolean {
  return type === 'number' || type === 'money';
}

export function tagsFromList(value: Json | undefined, type: FieldType): string[] {
  const items: readonly Json[] = Array.isArray(value) ? value : [];
  return items.map((item) =>
    type === 'money' && typeof item === 'number' ? String(item / MINOR_UNITS) : String(item),
  );
}

/** The values that tags stand for; what is no figure is left out where figures are asked for. */
export function listFromTags(tags: readonly string[], type: FieldType): Json {
  if (!isFigure(type)) {
    return [...tags];
  }
  const figures = tags.map((tag) => Number(tag.trim().replace(',', '.'))).filter((figure) => Number.isFinite(figure));
  return type === 'money' ? figures.map((figure) => Math.round(figure * MINOR_UNITS)) : figures;
}
