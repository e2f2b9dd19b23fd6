import type { JourneyDocument } from '../document';

/** Gives the journey another name; an empty one is not taken. */
export function rename(document: JourneyDocument, name: string): JourneyDocument {
  const trimmed = name.trim();
  return trimmed === '' || trimmed === document.name ? document : { ...document, name: trimmed };
}

/** What becomes of people, wherever they stand, when something is known of them. */
export type Watch = 'none' | 'exit' | 'hold';

export function watchOf(document: JourneyDocument, name: string): Watch {
  if (document.exits.includes(name)) {
    return 'exit';
  }
  return document.holds?.includes(name) === true ? 'hold' : 'none';
}

/** Says what becomes of people when `name` is known of them; conditions of the journey's own stay as they are. */
export function setWatch(document: JourneyDocument, name: string, watch: Watch): JourneyDocument {
  if (watchOf(document, name) === watch) {
    return document;
  }
  const exits = document.exits.filter((one) => one !== name);
  const holds = (document.holds ?? []).filter((one) => one !== name);
  return {
    ...document,
    exits: watch === 'exit' ? [...exits, name] : exits,
    holds: watch === 'hold' ? [...holds, name] : holds,
  };
}
