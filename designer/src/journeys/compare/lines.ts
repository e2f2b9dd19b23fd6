/** What differs between two journeys, in the words of the person who reads. */

import { type Kind, kindByName, type SettingSchema, wholeSettings, widgetOf } from '../catalog';
import { conditionAsSentence } from '../conditions/inWords';
import type { JourneyDocument, JourneyEdge, JourneyNode, Json, Settings } from '../document';
import { portsOf } from '../ports';
import type { Reading, Words } from '../reading';
import { asBranches } from '../settings';
import { settingInWords } from '../settingWords';
import { sentenceOf } from '../words';
import type { Mark } from './both';
import type { ChangedStep, Difference, Pair, Parted, Watch } from './diff';

/** One difference: what it is, and what exactly is another there. */
export interface Line {
  readonly mark: Mark;
  readonly text: string;
  readonly details: readonly string[];
  /** The step to look at. */
  readonly step: string | null;
}

export interface Lines {
  readonly journey: readonly Line[];
  readonly steps: readonly Line[];
  readonly links: readonly Line[];
  readonly watches: readonly Line[];
}

/** What the words are taken from: the catalogue with the reader's language, and the texts of this place. */
export interface Telling {
  readonly reading: Reading;
  readonly say: Words;
}

/** A step as people know it: its kind and what it does. */
export function stepName(step: JourneyNode | undefined, { reading }: Telling): string {
  const kind = step === undefined ? undefined : kindByName(reading.catalog, step.kind);
  if (step === undefined || kind === undefined) {
    return step?.kind ?? '';
  }
  const sentence = sentenceOf(kind, step.settings, reading);
  const label = kind.labels[reading.language];
  return sentence === '' ? label : `${label}: ${sentence}`;
}

function valueInWords(schema: SettingSchema, settings: Settings, value: Json | undefined, telling: Telling): string {
  const { reading, say } = telling;
  const widget = widgetOf(schema);
  if (widget === 'branches' || (widget === 'arms' && schema['x-with-condition'] === true)) {
    const arms = asBranches(value).map(({ label, when }) =>
      when === null ? label : say('diff.arm', { label, when: conditionAsSentence(when, reading) }),
    );
    return arms.join(' · ');
  }
  return settingInWords(schema, value, reading, settings);
}

function settingLine(kind: Kind | undefined, name: string, step: ChangedStep, telling: Telling): string {
  const { reading, say } = telling;
  const schema = kind?.schema.properties?.[name];
  const title = schema?.['x-title']?.[reading.language] ?? schema?.title ?? name;
  if (kind === undefined || schema === undefined) {
    return say('diff.settingOther', { title });
  }
  const [before, after] = [step.before, step.after].map(({ settings }) => {
    const whole = wholeSettings(kind, settings);
    return valueInWords(schema, whole, whole[name], telling);
  });
  if (before === after) {
    return say('diff.settingOther', { title });
  }
  return say('diff.setting', { title, before: before || say('diff.nothing'), after: after || say('diff.nothing') });
}

function changedLine(step: ChangedStep, telling: Telling): Line {
  const kind = kindByName(telling.reading.catalog, step.after.kind);
  const settings = step.settings.map((name) => settingLine(kind, name, step, telling));
  const other = step.kind ? [telling.say('diff.kind')] : [];
  return {
    mark: 'changed',
    text: stepName(step.after, telling),
    details: [...other, ...settings],
    step: step.after.id,
  };
}

function stepLines({ steps }: Difference, telling: Telling): readonly Line[] {
  const plain = (mark: Mark) => (node: JourneyNode) => ({
    mark,
    text: stepName(node, telling),
    details: [],
    step: node.id,
  });
  return [
    ...steps.added.map(plain('added')),
    ...steps.removed.map(plain('removed')),
    ...steps.changed.map((step) => changedLine(step, telling)),
  ];
}

function linesOf<T>(
  parts: Parted<T>,
  one: (mark: Mark, what: T) => Line,
  other: (pair: Pair<T>) => Line,
): readonly Line[] {
  return [
    ...parts.added.map((what) => one('added', what)),
    ...parts.removed.map((what) => one('removed', what)),
    ...parts.changed.map(other),
  ];
}

function linkLines(diff: Difference, before: JourneyDocument, after: JourneyDocument, telling: Telling) {
  const named = (document: JourneyDocument, id: string) =>
    stepName(
      document.nodes.find((node) => node.id === id),
      telling,
    );
  const portName = (document: JourneyDocument, edge: JourneyEdge) => {
    const step = document.nodes.find((node) => node.id === edge.from);
    const kind = kindByName(telling.reading.catalog, step?.kind ?? '');
    const ports =
      step === undefined || kind === undefined ? [] : portsOf(kind, step.settings, telling.reading.language);
    return ports.find((port) => port.name === edge.port)?.label ?? edge.port;
  };
  const told = (document: JourneyDocument, edge: JourneyEdge) => ({
    from: named(document, edge.from),
    port: portName(document, edge),
    to: named(document, edge.to),
  });
  return linesOf<JourneyEdge>(
    diff.links,
    (mark, edge) => {
      const text = telling.say('diff.link', told(mark === 'removed' ? before : after, edge));
      return { mark, text, details: [], step: edge.from };
    },
    (pair) => ({
      mark: 'changed',
      text: telling.say('diff.link', told(after, pair.after)),
      details: [telling.say('diff.linkBefore', { to: named(before, pair.before.to) })],
      step: pair.after.from,
    }),
  );
}

function watchLines(diff: Difference, { reading, say }: Telling): readonly Line[] {
  const text = ({ list, what }: Watch) => {
    const known = reading.catalog.exits.find((exit) => exit.name === what);
    const name = typeof what === 'string' ? (known?.labels[reading.language] ?? what) : what.label;
    return say(`diff.${list}`, { name });
  };
  return linesOf<Watch>(
    diff.watches,
    (mark, watch) => ({ mark, text: text(watch), details: [], step: null }),
    ({ before, after }) => {
      const condition = typeof after.what === 'string' ? [] : [conditionAsSentence(after.what.when, reading)];
      const other = before.list === after.list ? condition : [say('diff.watchBefore', { watch: text(before) })];
      return { mark: 'changed', text: text(after), details: other, step: null };
    },
  );
}

/** Everything that differs, line by line. */
export function changeLines(
  diff: Difference,
  before: JourneyDocument,
  after: JourneyDocument,
  telling: Telling,
): Lines {
  const { say } = telling;
  const name = diff.name === null ? [] : [say('diff.name', { before: diff.name.before, after: diff.name.after })];
  const entry = diff.entry === null ? [] : [say('diff.entry')];
  return {
    journey: [...name, ...entry].map((text) => ({ mark: 'changed', text, details: [], step: null })),
    steps: stepLines(diff, telling),
    links: linkLines(diff, before, after, telling),
    watches: watchLines(diff, telling),
  };
}
