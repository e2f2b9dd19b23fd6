/** The way of a test-walk as style rules for the drawing, so that a thousand cards need not be drawn anew for it. */

import type { Rehearsal } from '../../api/types';

/** What may stand in a selector as it is: ids of the drawing are such, and anything else is left alone. */
const PLAIN = /^[A-Za-z0-9_-]+$/;

/** The card itself, and not the ways out below it. */
const CARD = '> :first-child';

function selectors(kind: 'node' | 'edge', ids: readonly string[], inner: string): string {
  return ids
    .filter((id) => PLAIN.test(id))
    .map((id) => `.react-flow__${kind}[data-id="${id}"] ${inner}`)
    .join(',');
}

function rule(selector: string, declarations: string): string {
  return selector === '' ? '' : `${selector}{${declarations}}`;
}

/** All else loses its colour and stays as legible as it was. */
const UNLIT = `.react-flow__node > *{filter:grayscale(1)}.react-flow__node ${CARD}{border-style:dashed}`;

/** Everything else steps back, what was passed is outlined, and where the person stands is outlined strongly. */
export function litRules({ nodes, edges, here }: Pick<Rehearsal, 'nodes' | 'edges' | 'here'>): string {
  const standing = here.map(({ node }) => node);
  const passed = nodes.filter((node) => !standing.includes(node));
  return [
    UNLIT,
    rule(selectors('node', [...passed, ...standing], '> *'), 'filter:none'),
    rule(selectors('node', passed, CARD), 'border-style:solid;box-shadow:0 0 0 2px var(--cauce-brand)'),
    rule(selectors('node', standing, CARD), 'border-style:solid;box-shadow:0 0 0 4px var(--cauce-call)'),
    rule(selectors('edge', edges, 'path'), 'stroke:var(--cauce-brand);stroke-width:2.4px'),
  ].join('');
}
