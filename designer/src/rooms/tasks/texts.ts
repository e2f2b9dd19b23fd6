import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n';
import en from './texts/en.json';
import es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    tasks: typeof es;
  }
}

/** Gives the studio the texts of this room; call it when the room is loaded. */
export function addTasksTexts(): void {
  addTexts('tasks', { es, en: en as unknown as typeof es });
}

/** The room's texts, as a pure function takes them. */
export type Texts = ReturnType<typeof useTexts>;

/** The room's texts by key. */
export function useTexts() {
  return useTranslation('tasks').t;
}
