/** The named acts that buttons, keys and drops share. Each answers the id of what it made, where it made something. */

import { currentLanguage } from '../i18n';
import { type Catalog, defaultsOf, kindByName, newStep, offeredKinds } from './catalog';
import { edgesFrom, type JourneyDocument, nodeById, type Point } from './document';
import { addNode } from './edits/addNode';
import { connect, disconnect, type PortRef } from './edits/connect';
import { deleteNodes } from './edits/deleteNodes';
import { appendToPort, freePlace, insertOnEdge } from './edits/insert';
import { deleteNotes } from './edits/notes';
import { tidy, tidyAround } from './edits/tidy';
import { portRowWidth } from './portRow';
import { portsOf, wayOn } from './ports';
import type { EditorStore } from './store';

/** Where a new step goes. */
export type Place =
  | { readonly kind: 'edge'; readonly id: string }
  | ({ readonly kind: 'port' } & PortRef)
  | { readonly kind: 'free'; readonly at: Point };

function portNames(catalog: Catalog, document: JourneyDocument, id: string): readonly string[] {
  const node = nodeById(document, id);
  const kind = node === undefined ? undefined : kindByName(catalog, node.kind);
  return node === undefined || kind === undefined ? [] : portsOf(kind, node.settings, 'en').map((port) => port.name);
}

function place(document: JourneyDocument, catalog: Catalog, kindName: string, where: Place) {
  const kind = kindByName(catalog, kindName);
  if (kind === undefined || !offeredKinds(catalog, document.nodes).includes(kind)) {
    return null;
  }
  const step = newStep(kind, currentLanguage());
  if (where.kind === 'edge') {
    return insertOnEdge(document, where.id, step, wayOn(kind, defaultsOf(kind)));
  }
  if (where.kind === 'port') {
    const ports = portNames(catalog, document, where.node);
    return appendToPort(document, where, step, { index: ports.indexOf(where.port), count: ports.length });
  }
  return addNode(document, step, freePlace(document, where.at), { starts: kind.category === 'start' });
}

/** Adds a step of a kind and opens it. */
export function addStep(store: EditorStore, catalog: Catalog, kindName: string, where: Place): string | null {
  const { history, apply, show } = store.getState();
  const added = place(history.present, catalog, kindName, where);
  if (added === null) {
    return null;
  }
  apply({ name: where.kind === 'edge' ? 'insert' : 'add', subject: kindName }, () => added.document);
  show({ kind: 'node', id: added.id });
  return added.id;
}

/** Where a step goes that was chosen without a place: at the selected link, after the selected step, at the only open port, else at `fallback`. */
export function placeForNext(store: EditorStore, catalog: Catalog, fallback: Point): Place {
  const { history, selectedNodes, selectedEdges } = store.getState();
  const [edge] = selectedEdges;
  if (edge !== undefined && selectedEdges.length === 1) {
    return { kind: 'edge', id: edge };
  }
  const [node] = selectedNodes;
  if (node !== undefined && selectedNodes.length === 1) {
    const wired = new Set(edgesFrom(history.present, node).map((link) => link.port));
    const ports = portNames(catalog, history.present, node);
    const free = ports.find((port) => !wired.has(port));
    const [only] = edgesFrom(history.present, node);
    if (free !== undefined) {
      return { kind: 'port', node, port: free };
    }
    if (only !== undefined && ports.length === 1) {
      return { kind: 'edge', id: only.id };
    }
  }
  return onlyOpenPort(catalog, history.present) ?? { kind: 'free', at: fallback };
}

/** The port to go on from where a single one is open: whoever adds step after step means that one. */
function onlyOpenPort(catalog: Catalog, document: JourneyDocument): Place | null {
  const wired = new Set(document.edges.map((edge) => `${edge.from} ${edge.port}`));
  const open = document.nodes.flatMap((node) =>
    portNames(catalog, document, node.id)
      .filter((port) => !wired.has(`${node.id} ${port}`))
      .map((port) => ({ kind: 'port' as const, node: node.id, port })),
  );
  return open.length === 1 ? (open[0] ?? null) : null;
}

export function connectSteps(store: EditorStore, from: PortRef, to: string): void {
  store.getState().apply({ name: 'connect' }, (document) => connect(document, from, to));
}

/** Deletes what is selected; false when all of it has to stay. */
export function deleteSelected(store: EditorStore, name: 'delete' | 'cut' = 'delete'): boolean {
  const { history, selectedNodes, selectedEdges, selectedNotes, apply } = store.getState();
  const before = history.present;
  const onlyLinks = selectedNodes.length + selectedNotes.length === 0;
  apply({ name: onlyLinks ? 'disconnect' : name }, (document) =>
    deleteNotes(deleteNodes(disconnect(document, selectedEdges), selectedNodes), selectedNotes),
  );
  return store.getState().history.present !== before;
}

/** Lays the journey out anew; `around` what somebody placed by hand, where that is asked for. */
export function tidyUp(store: EditorStore, catalog: Catalog, around = false): void {
  const arrange = around ? tidyAround : tidy;
  store
    .getState()
    .apply({ name: around ? 'tidyAround' : 'tidy' }, (document) => arrange(document, tidyOptions(document, catalog)));
}

export function tidyOptions(document: JourneyDocument, catalog: Catalog) {
  return {
    ports: (id: string) => portNames(catalog, document, id),
    width: (id: string) => {
      const node = nodeById(document, id);
      const kind = node === undefined ? undefined : kindByName(catalog, node.kind);
      return node === undefined || kind === undefined ? 0 : portRowWidth(portsOf(kind, node.settings, 'es'));
    },
  };
}
