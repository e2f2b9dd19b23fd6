import type { JourneyDocument, Settings } from '../document';

/**
 * Gives a step new settings. `ports` names the ports that it then has: links of ports that are gone go with them.
 */
export function changeSettings(
  document: JourneyDocument,
  id: string,
  settings: Settings,
  ports: readonly string[],
): JourneyDocument {
  const node = document.nodes.find((candidate) => candidate.id === id);
  if (node === undefined || JSON.stringify(node.settings) === JSON.stringify(settings)) {
    return document;
  }
  const kept = new Set(ports);
  const edges = document.edges.filter((edge) => edge.from !== id || kept.has(edge.port));
  return {
    ...document,
    nodes: document.nodes.map((candidate) => (candidate === node ? { ...node, settings } : candidate)),
    edges: edges.length === document.edges.length ? document.edges : edges,
  };
}
