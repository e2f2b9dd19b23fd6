import type { JourneyDocument } from '../document';

/** Gives the journey another name; an empty one is not taken. */
export function rename(document: JourneyDocument, name: string): JourneyDocument {
  const trimmed = name.trim();
  return trimmed === '' || trimmed === document.name ? document : { ...document, name: trimmed };
}

/** Says whether people leave the journey, wherever they stand, when `exit` happens. */
export function setExit(document: JourneyDocument, exit: string, on: boolean): JourneyDocument {
  if (document.exits.includes(exit) === on) {
    return document;
  }
  const exits = on ? [...document.exits, exit] : document.exits.filter((name) => name !== exit);
  return { ...document, exits };
}
