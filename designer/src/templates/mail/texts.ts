import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import { bringCanvasTexts } from '../canvas/texts';
import { bringTokenTexts } from '../tokens/texts';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    mail: typeof es;
  }
}

/** Fetches all texts that the editor of mails draws; to be awaited before it. */
export const bringMailTexts = () =>
  Promise.all([
    bringTexts('mail', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') }),
    bringCanvasTexts(),
    bringTokenTexts(),
  ]);

/** The texts of the editor of mails by key. */
export function useMailTexts() {
  return useTranslation('mail').t;
}
