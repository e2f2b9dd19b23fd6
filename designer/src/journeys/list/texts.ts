import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    list: typeof es;
  }
}

/** Fetches the texts of the list, and of how a journey stands; to be awaited before they are drawn. */
export const bringListTexts = () =>
  bringTexts('list', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The texts of the list by key. */
export function useListTexts() {
  return useTranslation('list').t;
}
