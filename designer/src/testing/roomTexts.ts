import i18next from 'i18next';
import { type Language, startTexts } from '../i18n';
import en from '../i18n/en.json';
import es from '../i18n/es.json';

const FILES = import.meta.glob<object>('../**/texts/*.json', { eager: true, import: 'default' });

const FOLDERS = {
  list: 'journeys/list',
  journeys: 'journeys',
  drafts: 'journeys/past',
  walk: 'journeys/walk',
  gallery: 'journeys/gallery',
  segments: 'journeys/segments',
  templates: 'templates/frame',
};

/** Starts the studio's own texts in both languages. */
export function startStudioTexts(language: Language): void {
  startTexts(language, { es, en });
}

/** Gives the studio the texts of the journeys' rooms in both languages, as the routes fetch them before a room is drawn. */
export function giveRoomTexts(): void {
  for (const [namespace, folder] of Object.entries(FOLDERS)) {
    for (const language of ['es', 'en']) {
      i18next.addResourceBundle(language, namespace, FILES[`../${folder}/texts/${language}.json`] ?? {}, true, true);
    }
  }
}
