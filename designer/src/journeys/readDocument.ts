import type { JourneyDocument, JourneyEdge, JourneyNode, Layout, Watched } from './document';

type Open = { readonly [key: string]: unknown };

function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

/** The server's graph as a document, with what an older or foreign one may lack filled in. */
export function readDocument(graph: Open, name: string): JourneyDocument {
  const layout = graph['layout'];
  return {
    schema_version: typeof graph['schema_version'] === 'number' ? graph['schema_version'] : 1,
    name: typeof graph['name'] === 'string' ? graph['name'] : name,
    nodes: listOf<JourneyNode>(graph['nodes']),
    edges: listOf<JourneyEdge>(graph['edges']),
    entry: typeof graph['entry'] === 'string' ? graph['entry'] : null,
    exits: listOf<Watched>(graph['exits']),
    ...(Array.isArray(graph['holds']) ? { holds: listOf<Watched>(graph['holds']) } : {}),
    layout: typeof layout === 'object' && layout !== null ? (layout as Layout) : {},
  };
}
