/** What one click puts right: for a problem that the check found, the named edits that would do it. */

import type { Language } from '../../i18n';
import { type Catalog, defaultsOf, type Kind, kindByName, newStep, settingsOf, widgetOf } from '../catalog';
import { edgesTo, type JourneyDocument, type JourneyNode, nodeById, reachableFrom, type Settings } from '../document';
import { addNode } from '../edits/addNode';
import { changeSettings } from '../edits/changeSettings';
import { connect } from '../edits/connect';
import { deleteNodes } from '../edits/deleteNodes';
import { appendToPort, freePlace } from '../edits/insert';
import { setWatch } from '../edits/journey';
import type { Act } from '../history';
import { portsOf } from '../ports';
import type { Problem } from '../problems';

export type FixKey =
  | 'endWays'
  | 'delete'
  | 'connect'
  | 'addPaid'
  | 'renew'
  | 'dropJoin'
  | 'addEnd'
  | 'addEntry'
  | 'setEntry'
  | 'dropLines'
  | 'dropTwice'
  | 'evenShares'
  | 'addLimit';

export interface Fix {
  readonly key: FixKey;
  readonly act: Act;
  readonly edit: (document: JourneyDocument) => JourneyDocument;
}

interface Case {
  readonly document: JourneyDocument;
  readonly catalog: Catalog;
  readonly language: Language;
  /** The step that the problem is about, and its kind, where there are any. */
  readonly node: JourneyNode | undefined;
  readonly kind: Kind | undefined;
}

type Finder = (found: Case) => Fix | null;

function kindOf(document: JourneyDocument, catalog: Catalog, id: string): Kind | undefined {
  const node = nodeById(document, id);
  return node === undefined ? undefined : kindByName(catalog, node.kind);
}

/** The ports of a step that lead nowhere, in the order in which they are drawn. */
function loosePorts(document: JourneyDocument, catalog: Catalog, id: string): readonly string[] {
  const node = nodeById(document, id);
  const kind = kindOf(document, catalog, id);
  if (node === undefined || kind === undefined) return [];
  const wired = new Set(document.edges.filter((edge) => edge.from === id).map((edge) => edge.port));
  return portsOf(kind, node.settings, 'en').flatMap(({ name }) => (wired.has(name) ? [] : [name]));
}

/** Leads every loose way of some steps to one new end. */
function leadToEnd(document: JourneyDocument, catalog: Catalog, ids: readonly string[], language: Language) {
  const end = catalog.kinds.find(({ category }) => category === 'end');
  const loose = ids.flatMap((node) => loosePorts(document, catalog, node).map((port) => ({ node, port })));
  const [first, ...others] = loose;
  if (end === undefined || first === undefined) return document;
  const step = newStep(end, language);
  const added = appendToPort(document, first, step, { index: 0, count: 1 });
  return others.reduce((led, port) => connect(led, port, added.id), added.document);
}

const endWays: Finder = ({ node, catalog, language }) =>
  node === undefined
    ? null
    : {
        key: 'endWays',
        act: { name: 'add', subject: 'end' },
        edit: (document) => leadToEnd(document, catalog, [node.id], language),
      };

const addEnd: Finder = ({ document, catalog, language }) =>
  document.nodes.every(({ id }) => loosePorts(document, catalog, id).length === 0)
    ? null
    : {
        key: 'addEnd',
        act: { name: 'add', subject: 'end' },
        edit: (before) => {
          const ids = before.nodes.map(({ id }) => id);
          return leadToEnd(before, catalog, ids, language);
        },
      };

const remove: Finder = ({ node }) =>
  node === undefined
    ? null
    : { key: 'delete', act: { name: 'delete' }, edit: (document) => deleteNodes(document, [node.id]) };

/** Leads the first loose way that somebody comes by to the step. */
const attach: Finder = ({ node, document, catalog }) => {
  if (node === undefined || document.entry === null) return null;
  const reached = [...reachableFrom(document, document.entry)].filter((id) => id !== node.id);
  const from = reached.flatMap((id) => loosePorts(document, catalog, id).map((port) => ({ node: id, port })))[0];
  if (from === undefined) return null;
  return { key: 'connect', act: { name: 'connect' }, edit: (before) => connect(before, from, node.id) };
};

const addPaid: Finder = () => ({
  key: 'addPaid',
  act: { name: 'exits' },
  edit: (document) => setWatch(document, 'paid', 'exit'),
});

/** Takes a step over into today's version of its kind, with those of its settings that there still are. */
const renew: Finder = ({ node, kind }) => {
  if (node === undefined || kind === undefined) return null;
  const known = new Set(settingsOf(kind).map(([name]) => name));
  const kept = Object.fromEntries(Object.entries(node.settings).filter(([name]) => known.has(name)));
  const today: JourneyNode = { ...node, kind_version: kind.version, settings: { ...defaultsOf(kind), ...kept } };
  return {
    key: 'renew',
    act: { name: 'settings', subject: node.kind },
    edit: (document) => ({
      ...document,
      nodes: document.nodes.map((one) => (one.id === node.id ? today : one)),
    }),
  };
};

const dropJoin: Finder = (found) => {
  const fix = remove(found);
  return fix && { ...fix, key: 'dropJoin' };
};

const addEntry: Finder = ({ document, catalog, language }) => {
  const kind = catalog.kinds.find(({ category }) => category === 'start');
  const first = document.nodes.find(({ id }) => edgesTo(document, id).length === 0);
  if (kind === undefined) return null;
  return {
    key: 'addEntry',
    act: { name: 'add', subject: kind.name },
    edit: (before) => {
      const top = Math.min(0, ...Object.values(before.layout.nodes ?? {}).map(({ y }) => y)) - 176;
      const added = addNode(before, newStep(kind, language), freePlace(before, { x: 0, y: top }));
      const entered = { ...added.document, entry: added.id };
      return first === undefined ? entered : connect(entered, { node: added.id, port: 'next' }, first.id);
    },
  };
};

const setEntry: Finder = ({ document, catalog }) => {
  const start = document.nodes.find(({ id }) => kindOf(document, catalog, id)?.category === 'start');
  if (start === undefined) return null;
  return {
    key: 'setEntry',
    act: { name: 'settings', subject: start.kind },
    edit: (before) => ({ ...before, entry: start.id }),
  };
};

/** Takes away every line that cannot be: from or to nowhere, by a port that there is not, a second one, into the entry. */
const dropLines: Finder = ({ document, catalog }) => {
  const seen = new Set<string>();
  const bad = document.edges.flatMap((edge) => {
    const kind = kindOf(document, catalog, edge.from);
    const source = nodeById(document, edge.from);
    const ports = kind && source ? portsOf(kind, source.settings, 'en').map(({ name }) => name) : null;
    const place = `${edge.from} ${edge.port}`;
    const twice = seen.has(place) || seen.has(edge.id);
    seen.add(place).add(edge.id);
    const nowhere = source === undefined || nodeById(document, edge.to) === undefined;
    const unknown = ports !== null && !ports.includes(edge.port);
    return nowhere || unknown || twice || edge.to === document.entry ? [edge] : [];
  });
  if (bad.length === 0) return null;
  return {
    key: 'dropLines',
    act: { name: 'disconnect' },
    // By themselves and not by their ids: two lines may share one.
    edit: (before) => ({ ...before, edges: before.edges.filter((edge) => !bad.includes(edge)) }),
  };
};

/** Leaves each exit and hold once, and what is both an exit. */
const dropTwice: Finder = () => ({
  key: 'dropTwice',
  act: { name: 'exits' },
  edit: (document) => {
    const exits = [...new Set(document.exits)];
    const holds = [...new Set(document.holds ?? [])].filter((one) => !exits.includes(one));
    return { ...document, exits, ...(document.holds === undefined ? {} : { holds }) };
  },
});

const WHOLE = 100;

const evenShares: Finder = ({ node, kind }) => {
  const shares = node?.settings['shares'];
  if (node === undefined || kind === undefined || !Array.isArray(shares) || shares.length === 0) return null;
  const each = Math.floor(WHOLE / shares.length);
  const even = shares.map((one: unknown, place) => ({
    ...(one as Settings),
    share: place === 0 ? WHOLE - each * (shares.length - 1) : each,
  }));
  return settle(node, kind, { ...node.settings, shares: even }, 'evenShares');
};

/** Sets a time limit, by which whoever does nothing comes to a new end. */
const addLimit: Finder = ({ node, kind, catalog, language }) => {
  const limit = node && kind ? settingsOf(kind).find(([name]) => name === 'timeout' || name === 'deadline') : undefined;
  const usual = limit?.[1].default ?? null;
  if (node === undefined || kind === undefined || limit === undefined || usual === null) return null;
  const fix = settle(node, kind, { ...node.settings, [limit[0]]: usual }, 'addLimit');
  return { ...fix, edit: (document) => leadToEnd(fix.edit(document), catalog, [node.id], language) };
};

function settle(node: JourneyNode, kind: Kind, settings: Settings, key: FixKey): Fix {
  const ports = portsOf(kind, settings, 'en').map(({ name }) => name);
  return {
    key,
    act: { name: 'settings', subject: node.kind },
    edit: (document) => changeSettings(document, node.id, settings, ports),
  };
}

const FIXES: Readonly<Record<string, readonly Finder[]>> = {
  unwired_port: [endWays],
  unreachable: [attach, remove],
  no_end: [addEnd],
  no_exit_on_payment: [addPaid],
  unknown_kind_version: [renew],
  unknown_kind: [remove],
  join_without_fork: [dropJoin],
  no_entry: [addEntry],
  two_entries: [remove],
  entry_not_set: [setEntry],
  edge_into_entry: [dropLines],
  edge_from_nowhere: [dropLines],
  edge_to_nowhere: [dropLines],
  edge_twice: [dropLines],
  unknown_port: [dropLines],
  port_twice: [dropLines],
  exit_twice: [dropTwice],
  exit_and_hold: [dropTwice],
  shares_not_whole: [evenShares],
  no_timeout: [addLimit],
  no_deadline: [addLimit],
};

/** The codes for which one click may put things right. */
export const FIXED_CODES: readonly string[] = Object.keys(FIXES);

/** The widgets with which something else is chosen right where the problem is told. */
const CHOOSING = ['template', 'segment', 'journey', 'field', 'event', 'choice', 'zone'];

function caseOf(problem: Problem, document: JourneyDocument, catalog: Catalog, language: Language): Case {
  const node = problem.node === null ? undefined : nodeById(document, problem.node);
  return { document, catalog, language, node, kind: node && kindByName(catalog, node.kind) };
}

/** What would put a problem right, each with its own name; nothing where somebody has to think. */
export function fixesOf(
  problem: Problem,
  document: JourneyDocument,
  catalog: Catalog,
  language: Language,
): readonly Fix[] {
  const found = caseOf(problem, document, catalog, language);
  return (FIXES[problem.code] ?? []).flatMap((finder) => finder(found) ?? []);
}

/** The setting of which something else is to be chosen, where a list of what there is helps. */
export function choosable(problem: Problem, document: JourneyDocument, catalog: Catalog): string | null {
  const { kind } = caseOf(problem, document, catalog, 'en');
  const setting = problem.setting ?? null;
  const schema = kind && setting !== null ? kind.schema.properties?.[setting] : undefined;
  return schema !== undefined && CHOOSING.includes(widgetOf(schema)) ? setting : null;
}
