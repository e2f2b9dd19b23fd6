import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    walk: typeof es;
  }
}

/** Fetches the texts of test-walks; to be awaited before they are drawn. */
export const bringWalkTexts = () =>
  bringTexts('walk', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The texts of test-walks by key. */
export function useWalkTexts() {
  return useTranslation('walk').t;
}
