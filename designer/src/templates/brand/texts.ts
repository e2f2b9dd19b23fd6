import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n';
import en from './texts/en.json';
import es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    brand: typeof es;
  }
}

/** Gives the studio the texts of this room; call it when the room is loaded. */
export function addBrandTexts(): void {
  addTexts('brand', { es, en: en as unknown as typeof es });
}

/** The room's texts by key. */
export function useTexts() {
  return useTranslation('brand').t;
}
