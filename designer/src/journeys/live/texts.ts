import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n';
import en from './texts/en.json';
import es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    live: typeof es;
  }
}

/** Gives the studio the texts of the live view; call it when the room is loaded. */
export function addLiveTexts(): void {
  addTexts('live', { es, en: en as unknown as typeof es });
}

/** The live view's texts by key. */
export function useLiveTexts() {
  return useTranslation('live').t;
}
