import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    segments: typeof es;
  }
}

/** Fetches the texts of segments; to be awaited before they are drawn. */
export const bringSegmentTexts = () =>
  bringTexts('segments', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The texts of segments by key. */
export function useSegmentTexts() {
  return useTranslation('segments').t;
}
