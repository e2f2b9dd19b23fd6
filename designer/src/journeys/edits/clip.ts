/** Steps that are copied: as text, so that they pass through the clipboard to another journey, tab or installation. */

import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type JourneyDocument,
  type JourneyEdge,
  type JourneyNode,
  type Note,
  type Point,
  positionOf,
} from '../document';
import { addNode } from './addNode';
import { connect } from './connect';
import { addNote, noteById } from './notes';

/** What is copied: steps with the links among them and their places, and notes. */
export interface Clip {
  readonly nodes: readonly JourneyNode[];
  readonly edges: readonly JourneyEdge[];
  readonly places: { readonly [id: string]: Point };
  readonly notes: readonly Note[];
}

/** By this key the text is known again among all that a clipboard may hold. */
const MARK = 'cauce_steps';
const FORMAT = 1;
const MOST_STEPS = 1_000;

export function copySteps(document: JourneyDocument, ids: readonly string[], notes: readonly string[] = []): Clip {
  const chosen = new Set(ids);
  const nodes = document.nodes.filter((node) => chosen.has(node.id));
  return {
    nodes,
    edges: document.edges.filter((edge) => chosen.has(edge.from) && chosen.has(edge.to)),
    places: Object.fromEntries(nodes.map(({ id }) => [id, positionOf(document, id)])),
    notes: notes.flatMap((id) => noteById(document, id) ?? []),
  };
}

export function clipAsText(clip: Clip): string {
  return JSON.stringify({ [MARK]: FORMAT, ...clip }, null, 1);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNode(value: unknown): value is JourneyNode {
  return (
    isRecord(value) &&
    typeof value['id'] === 'string' &&
    typeof value['kind'] === 'string' &&
    Number.isInteger(value['kind_version']) &&
    isRecord(value['settings'])
  );
}

function isEdge(value: unknown): value is JourneyEdge {
  return isRecord(value) && ['id', 'from', 'port', 'to'].every((key) => typeof value[key] === 'string');
}

function isPoint(value: unknown): value is Point {
  return isRecord(value) && Number.isFinite(value['x']) && Number.isFinite(value['y']);
}

function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[] | null {
  return Array.isArray(value) && value.every(is) ? value : null;
}

/** Only what a node has; text from elsewhere may carry more, which the server would refuse. */
function bareNode({ id, kind, kind_version, settings }: JourneyNode): JourneyNode {
  return { id, kind, kind_version, settings };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The steps that a text holds; null for any other text. */
export function clipFromText(text: string): Clip | null {
  const value = parsed(text);
  if (!isRecord(value) || value[MARK] !== FORMAT) {
    return null;
  }
  const nodes = listOf(value['nodes'], isNode);
  const edges = listOf(value['edges'], isEdge);
  const notes = listOf(value['notes'] ?? [], isPoint) as readonly Note[] | null;
  const places = isRecord(value['places']) ? value['places'] : {};
  if (nodes === null || edges === null || notes === null || nodes.length > MOST_STEPS) {
    return null;
  }
  if (nodes.length + notes.length === 0 || notes.some((note) => typeof note.text !== 'string')) {
    return null;
  }
  const known = Object.entries(places).filter((entry): entry is [string, Point] => isPoint(entry[1]));
  return { nodes: nodes.map(bareNode), edges, notes, places: Object.fromEntries(known) };
}

interface Room {
  readonly left: number;
  readonly top: number;
}

function cornerOf(clip: Clip): Room {
  const points = [...clip.nodes.map(({ id }) => clip.places[id] ?? { x: 0, y: 0 }), ...clip.notes];
  return { left: Math.min(...points.map(({ x }) => x)), top: Math.min(...points.map(({ y }) => y)) };
}

const ASIDE = 40;
/** Room for what hangs under a card: its ways out. */
const BELOW = 56;
const BESIDE = 24;

/** The way from the copied places to free ones: beside the first place asked for, as far as it takes. */
function shiftTo(document: JourneyDocument, clip: Clip, at: Point): Point {
  const { left, top } = cornerOf(clip);
  const shift = { x: at.x - left, y: at.y - top };
  const taken = document.nodes.map(({ id }) => positionOf(document, id));
  const lies = (one: Point) =>
    taken.some(
      (other) => Math.abs(other.x - one.x) < CARD_WIDTH + BESIDE && Math.abs(other.y - one.y) < CARD_HEIGHT + BELOW,
    );
  const isTaken = () =>
    clip.nodes.some(({ id }) => {
      const { x, y } = clip.places[id] ?? { x: left, y: top };
      return lies({ x: x + shift.x, y: y + shift.y });
    });
  while (isTaken()) {
    shift.x += ASIDE;
  }
  return shift;
}

export interface Pasted {
  readonly document: JourneyDocument;
  readonly nodes: readonly string[];
  readonly notes: readonly string[];
  /** How many steps were left out: a journey begins once. */
  readonly leftOut: number;
}

/**
 * Puts copied steps into a journey, with ids of their own and the links among them. A kind that is not installed, or
 * of an older version, comes along as it is: what is wrong with it, the check says.
 */
export function pasteSteps(
  document: JourneyDocument,
  clip: Clip,
  at: Point,
  starts: (kind: string) => boolean,
): Pasted {
  const shift = shiftTo(document, clip, at);
  const { left, top } = cornerOf(clip);
  const renewed = new Map<string, string>();
  let result = document;
  for (const { id, kind, kind_version, settings } of clip.nodes) {
    if (!starts(kind) || result.entry === null) {
      const { x, y } = clip.places[id] ?? { x: left, y: top };
      const place = { x: x + shift.x, y: y + shift.y };
      const added = addNode(result, { kind, kind_version, settings }, place, { starts: starts(kind) });
      renewed.set(id, added.id);
      result = added.document;
    }
  }
  for (const { from, port, to } of clip.edges) {
    const [start, end] = [renewed.get(from), renewed.get(to)];
    result = start === undefined || end === undefined ? result : connect(result, { node: start, port }, end);
  }
  const notes: string[] = [];
  for (const note of clip.notes) {
    const stuck = addNote(result, { x: note.x + shift.x, y: note.y + shift.y }, note);
    notes.push(stuck.id);
    result = stuck.document;
  }
  return { document: result, nodes: [...renewed.values()], notes, leftOut: clip.nodes.length - renewed.size };
}
