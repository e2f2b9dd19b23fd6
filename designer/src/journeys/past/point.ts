/** Which drawing of a journey is meant, as the address says it: `now`, `draft.12` or `version.7`. */

export type Kept = { readonly kind: 'draft' | 'version'; readonly id: number };

export type Point = 'now' | Kept;

export function written(point: Point): string {
  return point === 'now' ? point : `${point.kind}.${point.id}`;
}

/** The point that is written; null for anything else. */
export function asPoint(text: string | null): Point | null {
  const [, kind, id] = /^(draft|version)\.(\d{1,15})$/.exec(text ?? '') ?? [];
  if (kind === 'draft' || kind === 'version') {
    return { kind, id: Number(id) };
  }
  return text === 'now' ? 'now' : null;
}

/** What the address asks to see of a journey: nothing of its past, one drawing, or two side by side. */
export type Sight =
  | { readonly kind: 'draft' }
  | { readonly kind: 'look'; readonly at: Kept }
  | { readonly kind: 'compare'; readonly from: Point; readonly to: Point };

export function sightOf(search: URLSearchParams): Sight {
  const [from, to, at] = ['from', 'to', 'look'].map((name) => asPoint(search.get(name)));
  if (from && to) {
    return { kind: 'compare', from, to };
  }
  return at && at !== 'now' ? { kind: 'look', at } : { kind: 'draft' };
}

export function lookAt(point: Kept): string {
  return `?look=${written(point)}`;
}

export function compare(from: Point, to: Point): string {
  return `?from=${written(from)}&to=${written(to)}`;
}
