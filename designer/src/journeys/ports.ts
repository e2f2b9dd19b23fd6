/** The ways out of a step, as its kind's rules and its settings make them. */

import { holdsAmong, type Kind, type Labels, type Language, type PortRule, wholeSettings } from './catalog';
import type { Json, Settings } from './document';
import { ownEventName } from './events';
import { asBranches, asStrings } from './settings';

export interface Port {
  readonly name: string;
  readonly label: string;
}

function holds(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
}

function portsOfEach(kind: Kind, setting: string, value: Json | undefined, language: Language): readonly Port[] {
  const labels: Readonly<Record<string, Labels>> = kind.schema.properties?.[setting]?.['x-labels'] ?? {};
  const names = asStrings(value).map((name) => ({ name, label: labels[name]?.[language] ?? ownEventName(name) }));
  return [...names, ...asBranches(value).map((arm) => ({ name: arm.id, label: arm.label }))];
}

function portsOfRule(kind: Kind, rule: PortRule, settings: Settings, language: Language): readonly Port[] {
  if (!holdsAmong(rule.only, settings)) {
    return [];
  }
  const each = rule.each ?? null;
  if (each !== null) {
    return portsOfEach(kind, each, settings[each], language);
  }
  const name = rule.name ?? null;
  const when = rule.when ?? null;
  if (name === null || (when !== null && !holds(settings[when]))) {
    return [];
  }
  return [{ name, label: rule.labels?.[language] ?? name }];
}

/** The ports of a step in the order in which they are drawn. */
export function portsOf(kind: Kind, settings: Settings, language: Language): readonly Port[] {
  const whole = wholeSettings(kind, settings);
  return kind.ports.flatMap((rule) => portsOfRule(kind, rule, whole, language));
}

/** The port that a step inserted into a link goes on by: its first one. */
export function wayOn(kind: Kind, settings: Settings): string | null {
  return portsOf(kind, settings, 'en')[0]?.name ?? null;
}
