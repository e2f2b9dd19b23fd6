import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    tokens: typeof es;
  }
}

/** Fetches the texts of the token picker; to be awaited before an editor is drawn. */
export const bringTokenTexts = () =>
  bringTexts('tokens', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The texts of the token picker by key. */
export function useTokenTexts() {
  return useTranslation('tokens').t;
}
