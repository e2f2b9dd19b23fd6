/** The drafts of journeys that wait in this browser until the server has them. */

import type { Shelf, Waiting } from '../drafts/autosave';
import { shelvesOf } from '../drafts/shelf';
import type { JourneyDocument } from './document';

/** Whose draft it is, of which journey, in which tab. */
export interface Place {
  readonly user: number;
  readonly journey: number;
  readonly tab: string;
}

export type Kept = Waiting<JourneyDocument>;

function isDocument(value: unknown): value is JourneyDocument {
  return typeof value === 'object' && value !== null && Array.isArray((value as Partial<JourneyDocument>).nodes);
}

const shelves = shelvesOf('cauce.draft.', isDocument);

const asPlace = ({ user, journey, tab }: Place) => ({ user, thing: `${journey}`, tab });

export function shelfFor(place: Place): Shelf<JourneyDocument> {
  return shelves.for(asPlace(place));
}

/** What was left unsaved here or by a tab that is closed by now, which then is this one's; null where nothing was. */
export function keptDraft(place: Place, open: ReadonlySet<string>): Kept | null {
  return shelves.kept(asPlace(place), open);
}

/** The journeys of which somebody has changes on this device that the server does not have. */
export function keptJourneys(user: number): readonly { readonly journey: number; readonly name: string }[] {
  return [...shelves.all(user)].map(([journey, { name }]) => ({ journey: Number(journey), name }));
}
