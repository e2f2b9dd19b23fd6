import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import { bringMailTexts } from '../mail/texts';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    landing: typeof es;
  }
}

/** Fetches all texts that the editor of pages draws; to be awaited before it. Kept sections speak as those of mails do. */
export const bringPageTexts = () =>
  Promise.all([
    bringTexts('landing', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') }),
    bringMailTexts(),
  ]);

/** The texts of the editor of pages by key. */
export function usePageTexts() {
  return useTranslation('landing').t;
}
