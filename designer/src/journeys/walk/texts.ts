import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n';
import en from './texts/en.json';
import es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    walk: typeof es;
  }
}

/** Gives the studio the texts of test-walks; call it when the room is loaded. */
export function addWalkTexts(): void {
  addTexts('walk', { es, en: en as unknown as typeof es });
}

/** The texts of test-walks by key. */
export function useWalkTexts() {
  return useTranslation('walk').t;
}
