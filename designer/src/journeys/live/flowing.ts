/** What the pictures of a running journey say: how a change is put into what was known, and who went along which link. */

import type { Counts, NodeCount } from '../../api/types';
import type { JourneyEdge } from '../document';

/** Before a way out, in the counts, by which somebody was let go by hand. */
const BY_HAND = 'skipped:';

/** The counts after a change, which holds the steps that changed with their whole counts. */
export function withChange(before: Counts, change: Counts): Counts {
  return { ...change, nodes: { ...before.nodes, ...change.nodes } };
}

function passed(node: NodeCount | undefined, port: string): number {
  return (node?.ports[port] ?? 0) + (node?.ports[`${BY_HAND}${port}`] ?? 0);
}

/** How many went along each link between two pictures, by the link's id; links that nobody took are left out. */
export function crossings(edges: readonly JourneyEdge[], before: Counts, after: Counts): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const edge of edges) {
    const count = passed(after.nodes[edge.from], edge.port) - passed(before.nodes[edge.from], edge.port);
    if (count > 0) {
      found.set(edge.id, count);
    }
  }
  return found;
}

/** The steps on which people stand and which a drawing does not have, with how many. */
export function elsewhere(counts: Counts, drawn: ReadonlySet<string>): readonly { node: string; here: number }[] {
  return Object.entries(counts.nodes)
    .filter(([node, { here }]) => here > 0 && !drawn.has(node))
    .map(([node, { here }]) => ({ node, here }));
}
