import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n';
import en from './texts/en.json';
import es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    assets: typeof es;
  }
}

/** Gives the studio the texts of the library; call it where a part of it is loaded. */
export function addAssetTexts(): void {
  addTexts('assets', { es, en: en as unknown as typeof es });
}

/** The library's texts by key. */
export function useTexts() {
  return useTranslation('assets').t;
}
