import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    templates: typeof es;
  }
}

/** Fetches the texts of the rooms of templates; to be awaited before they are drawn. */
export const bringTemplateTexts = () =>
  bringTexts('templates', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The texts of the rooms of templates by key. */
export function useTemplateTexts() {
  return useTranslation('templates').t;
}
