/** A kit as the variables that designs name: `--brand-primary` and the like. */

import type { Kit } from './calls';

export const COLOURS = [
  'primary',
  'on_primary',
  'accent',
  'background',
  'surface',
  'tint',
  'text',
  'heading',
  'muted',
  'line',
] as const satisfies readonly (keyof Kit)[];
export type ColourName = (typeof COLOURS)[number];

/** What the canvas of an editor sets, so that it shows a design as the kit makes it. */
export function variablesOf(kit: Kit): Readonly<Record<string, string>> {
  const colours = COLOURS.map((name) => [`--brand-${name.replace('_', '-')}`, kit[name]] as const);
  return {
    ...Object.fromEntries(colours),
    '--brand-font': kit.font,
    '--brand-heading-font': kit.heading_font,
    '--brand-radius': `${kit.radius}px`,
  };
}

/** Whether it is one of the colours of a kit. */
export function isColour(name: string): name is ColourName {
  return COLOURS.some((colour) => colour === name);
}
