/** The journey document: the graph that the designer edits and the server keeps, as plain data. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Settings = { readonly [key: string]: Json };

export interface JourneyNode {
  readonly id: string;
  readonly kind: string;
  readonly kind_version: number;
  readonly settings: Settings;
}

/** A link; its identity is (from, port), its id only names it. */
export interface JourneyEdge {
  readonly id: string;
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const NOTE_COLORS = ['yellow', 'blue', 'green', 'pink'] as const;

export type NoteColor = (typeof NOTE_COLORS)[number];

/** A note that people stick to the drawing for one another; it is not checked and does nothing. */
export interface Note extends Point {
  readonly text: string;
  readonly color: NoteColor;
}

/** What the drawing needs and the engine does not: it is no part of a version's hash. */
export interface Layout {
  readonly nodes?: { readonly [id: string]: Point };
  /** The steps that somebody put where they are by hand, which tidying up may spare. */
  readonly placed?: { readonly [id: string]: true };
  readonly notes?: { readonly [id: string]: Note };
  /** The highest number given so far per id stem, so that the id of a deleted step is never given again. */
  readonly numbers?: { readonly [stem: string]: number };
}

/** An exit or a hold of the whole journey with a condition of the journey's own. */
export interface OwnWatched {
  readonly id: string;
  readonly label: string;
  readonly when: Condition;
}

/** An exit or a hold of the whole journey: a name that the server knows, or one of the journey's own. */
export type Watched = string | OwnWatched;

export interface JourneyDocument {
  readonly schema_version: number;
  readonly name: string;
  readonly nodes: readonly JourneyNode[];
  readonly edges: readonly JourneyEdge[];
  readonly entry: string | null;
  readonly exits: readonly Watched[];
  /** What keeps people in place meanwhile; journeys of the first days do not have it. */
  readonly holds?: readonly Watched[];
  readonly layout: Layout;
}

export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks';

export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

export const COMPARISONS = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'not_in',
  'contains',
  'starts_with',
  'has',
  'has_not',
  'is_empty',
  'is_not_empty',
] as const;

export type ComparisonOp = (typeof COMPARISONS)[number];

export const DATE_PARTS = ['weekday', 'day', 'month', 'year'] as const;

export type DatePart = (typeof DATE_PARTS)[number];

export interface Comparison {
  readonly field: string;
  readonly op: ComparisonOp;
  readonly value?: Json;
  /** Of a date: only this part of it, as a number; weekday 1 is Monday. */
  readonly part?: DatePart;
}

export type CountOp = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte';

/** How often something happened to the account: ever, or in the last while; by any channel, or by one. */
export interface Happening {
  readonly event: string;
  readonly op: CountOp;
  readonly value: number;
  readonly within?: Duration | null;
  readonly channel?: string | null;
}

export type Rule = Comparison | Happening;

export type Condition =
  | Rule
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export interface BranchArm {
  readonly id: string;
  readonly label: string;
  readonly when: Condition | null;
}

export const CARD_WIDTH = 232;
export const CARD_HEIGHT = 78;
export const NOTE_WIDTH = 200;
export const NOTE_HEIGHT = 120;
/** From the top of one card to the top of the card below it. */
export const ROW_STEP = 176;

export function nodeById(document: JourneyDocument, id: string): JourneyNode | undefined {
  return document.nodes.find((node) => node.id === id);
}

export function positionOf(document: JourneyDocument, id: string): Point {
  return document.layout.nodes?.[id] ?? { x: 0, y: 0 };
}

export function edgesFrom(document: JourneyDocument, id: string): readonly JourneyEdge[] {
  return document.edges.filter((edge) => edge.from === id);
}

export function edgesTo(document: JourneyDocument, id: string): readonly JourneyEdge[] {
  return document.edges.filter((edge) => edge.to === id);
}

/** The ids of every step that can be reached from `start`, itself included. */
export function reachableFrom(document: JourneyDocument, start: string): ReadonlySet<string> {
  const seen = new Set<string>([start]);
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const edge of document.edges) {
      if (edge.from === id && !seen.has(edge.to)) {
        seen.add(edge.to);
        queue.push(edge.to);
      }
    }
  }
  return seen;
}
