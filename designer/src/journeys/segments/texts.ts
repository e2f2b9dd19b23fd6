import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n';
import en from './texts/en.json';
import es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    segments: typeof es;
  }
}

/** Gives the studio the texts of segments; call it when the room is loaded. */
export function addSegmentTexts(): void {
  addTexts('segments', { es, en: en as unknown as typeof es });
}

/** The texts of segments by key. */
export function useSegmentTexts() {
  return useTranslation('segments').t;
}
