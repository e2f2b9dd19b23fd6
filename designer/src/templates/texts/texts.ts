import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import { bringTokenTexts } from '../tokens/texts';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    editors: typeof es;
  }
}

/** Fetches the texts of these editors and of the tokens in them; to be awaited before one is drawn. */
export async function bringEditorTexts(): Promise<void> {
  await Promise.all([
    bringTexts('editors', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') }),
    bringTokenTexts(),
  ]);
}

/** The texts of the editors by key. */
export function useEditorTexts() {
  return useTranslation('editors').t;
}
