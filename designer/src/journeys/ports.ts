/** The ways out of a step, as its kind and its settings make them. */

import { isNullable, type Kind, type Labels, type SettingSchema, settingsOf, widgetOf } from './catalog';
import type { Json, Settings } from './document';
import { asBranches, asDuration, asStrings } from './settings';
import { durationInWords, eventLabel, type Reading } from './words';

export interface Port {
  readonly name: string;
  readonly label: string;
}

const NEXT: Labels = { es: 'Siguiente', en: 'Next' };

/** The ports that one setting makes: one per branch, one per awaited event, one for a time limit that is set. */
function portsOfSetting(
  name: string,
  schema: SettingSchema,
  value: Json | undefined,
  reading: Reading,
): readonly Port[] | null {
  const widget = widgetOf(schema);
  if (widget === 'branches') {
    return asBranches(value).map((arm) => ({ name: arm.id, label: arm.label }));
  }
  if (widget === 'events') {
    return asStrings(value).map((event) => ({ name: event, label: eventLabel(reading, event) }));
  }
  if (widget === 'duration' && isNullable(schema)) {
    const duration = asDuration(value);
    const text = duration === null ? '' : durationInWords(duration, reading.words);
    return duration === null ? [] : [{ name, label: reading.words('port.after', { duration: text }) }];
  }
  return null;
}

/** The ports of a step in the order in which they are drawn. */
export function portsOf(kind: Kind, settings: Settings, reading: Reading): readonly Port[] {
  const { language } = reading;
  const declared = kind.ports ?? (kind.category === 'end' ? [] : [{ name: 'next', labels: NEXT }]);
  const made: Port[] = [];
  const settingNames = new Set<string>();
  let makesPorts = false;
  for (const [name, schema] of settingsOf(kind)) {
    const ports = portsOfSetting(name, schema, settings[name], reading);
    if (ports !== null) {
      makesPorts = true;
      settingNames.add(name);
      made.push(...ports);
    }
  }
  if (!makesPorts) {
    return declared.map((port) => ({ name: port.name, label: port.labels[language] }));
  }
  const defaults = portNamesOfDefaults(kind, settingNames);
  const rest = declared.filter((port) => !defaults.has(port.name) && made.every(({ name }) => name !== port.name));
  return [...made, ...rest.map((port) => ({ name: port.name, label: port.labels[language] }))];
}

/** Declared ports that only stand for the defaults of settings, and so are no ports of their own. */
function portNamesOfDefaults(kind: Kind, settingNames: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>(settingNames);
  for (const [name, schema] of settingsOf(kind)) {
    if (settingNames.has(name)) {
      for (const arm of asBranches(schema.default)) {
        names.add(arm.id);
      }
      for (const event of asStrings(schema.default)) {
        names.add(event);
      }
    }
  }
  return names;
}
