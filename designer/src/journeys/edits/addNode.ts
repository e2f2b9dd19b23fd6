import type { JourneyDocument, JourneyNode, Point, Settings } from '../document';
import { nextNodeId } from './ids';

/** What a new step starts as: the kind's name and version, and its defaults. */
export interface NewStep {
  readonly kind: string;
  readonly kind_version: number;
  readonly settings: Settings;
}

export interface Added {
  readonly document: JourneyDocument;
  readonly id: string;
}

/** Puts a new, unconnected step at a place. The first step of a kind that starts a journey becomes its entry. */
export function addNode(
  document: JourneyDocument,
  step: NewStep,
  at: Point,
  options: { readonly starts?: boolean } = {},
): Added {
  const { id, layout } = nextNodeId(document, step.kind);
  const node: JourneyNode = { id, ...step };
  return {
    id,
    document: {
      ...document,
      nodes: [...document.nodes, node],
      entry: options.starts === true && document.entry === null ? id : document.entry,
      layout: { ...layout, nodes: { ...layout.nodes, [id]: { x: Math.round(at.x), y: Math.round(at.y) } } },
    },
  };
}
