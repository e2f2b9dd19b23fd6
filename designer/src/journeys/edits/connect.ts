import { type JourneyDocument, type JourneyEdge, nodeById } from '../document';
import { nextEdgeId } from './ids';

export interface PortRef {
  readonly node: string;
  readonly port: string;
}

/** Leads a port to a step; a port that led elsewhere is led here instead. Nothing may lead into the entry or into itself. */
export function connect(document: JourneyDocument, from: PortRef, to: string): JourneyDocument {
  if (from.node === to || to === document.entry) {
    return document;
  }
  if (nodeById(document, from.node) === undefined || nodeById(document, to) === undefined) {
    return document;
  }
  const existing = edgeAt(document, from);
  if (existing?.to === to) {
    return document;
  }
  if (existing !== undefined) {
    const edges = document.edges.map((edge) => (edge === existing ? { ...edge, to } : edge));
    return { ...document, edges };
  }
  const edge: JourneyEdge = { id: nextEdgeId(document), from: from.node, port: from.port, to };
  return { ...document, edges: [...document.edges, edge] };
}

/** The link that leaves a port, if it is wired. */
export function edgeAt(document: JourneyDocument, { node, port }: PortRef): JourneyEdge | undefined {
  return document.edges.find((edge) => edge.from === node && edge.port === port);
}

/** Takes links away by their ids. */
export function disconnect(document: JourneyDocument, ids: Iterable<string>): JourneyDocument {
  const gone = new Set(ids);
  const edges = document.edges.filter((edge) => !gone.has(edge.id));
  return edges.length === document.edges.length ? document : { ...document, edges };
}
