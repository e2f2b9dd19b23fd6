/** Notes on the drawing: they stand in the layout, so that they are saved with the draft and are no part of what runs. */

import { type JourneyDocument, NOTE_COLORS, type Note, type NoteColor, type Point } from '../document';

export const LONGEST_NOTE = 2_000;

function isNote(value: unknown): value is Note {
  const note = value as Partial<Note> | null;
  return (
    typeof note === 'object' &&
    note !== null &&
    typeof note.text === 'string' &&
    Number.isFinite(note.x) &&
    Number.isFinite(note.y)
  );
}

/** The notes by id; what cannot be read as one is left out, and a colour that nobody knows is the first. */
export function notesOf(document: JourneyDocument): readonly (readonly [string, Note])[] {
  return Object.entries(document.layout.notes ?? {})
    .filter((entry): entry is [string, Note] => isNote(entry[1]))
    .map(([id, note]) => [id, NOTE_COLORS.includes(note.color) ? note : { ...note, color: NOTE_COLORS[0] }]);
}

export function noteById(document: JourneyDocument, id: string): Note | undefined {
  return notesOf(document).find(([known]) => known === id)?.[1];
}

function withNotes(document: JourneyDocument, notes: Readonly<Record<string, Note>>): JourneyDocument {
  return { ...document, layout: { ...document.layout, notes } };
}

export interface StuckNote {
  readonly document: JourneyDocument;
  readonly id: string;
}

/** Sticks a note to the drawing, with an id that none of the others has. */
export function addNote(document: JourneyDocument, at: Point, note: Partial<Note> = {}): StuckNote {
  const notes = document.layout.notes ?? {};
  let number = Object.keys(notes).length + 1;
  while (notes[`note_${number}`] !== undefined) {
    number += 1;
  }
  const id = `note_${number}`;
  const stuck: Note = {
    x: Math.round(at.x),
    y: Math.round(at.y),
    text: (note.text ?? '').slice(0, LONGEST_NOTE),
    color: NOTE_COLORS.find((color) => color === note.color) ?? NOTE_COLORS[0],
  };
  return { id, document: withNotes(document, { ...notes, [id]: stuck }) };
}

function change(document: JourneyDocument, id: string, next: Partial<Note>): JourneyDocument {
  const note = noteById(document, id);
  if (note === undefined) {
    return document;
  }
  const changed = { ...note, ...next };
  const same =
    changed.text === note.text && changed.color === note.color && changed.x === note.x && changed.y === note.y;
  return same ? document : withNotes(document, { ...document.layout.notes, [id]: changed });
}

export function writeNote(document: JourneyDocument, id: string, text: string): JourneyDocument {
  return change(document, id, { text: text.slice(0, LONGEST_NOTE) });
}

export function colorNote(document: JourneyDocument, id: string, color: NoteColor): JourneyDocument {
  return change(document, id, { color });
}

/** Moves notes to new places (whole pixels). */
export function moveNotes(document: JourneyDocument, places: ReadonlyMap<string, Point>): JourneyDocument {
  let result = document;
  for (const [id, at] of places) {
    result = change(result, id, { x: Math.round(at.x), y: Math.round(at.y) });
  }
  return result;
}

export function deleteNotes(document: JourneyDocument, ids: Iterable<string>): JourneyDocument {
  const notes = { ...document.layout.notes };
  let gone = false;
  for (const id of ids) {
    gone ||= notes[id] !== undefined;
    delete notes[id];
  }
  return gone ? withNotes(document, notes) : document;
}
