import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import { useWriter } from '../../i18n/use';
import type { Words } from '../reading';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    drafts: typeof es;
  }
}

/** Fetches the texts of saving, of who is here, and of the history of drafts; to be awaited before they are drawn. */
export const bringDraftTexts = () =>
  bringTexts('drafts', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** These texts by key. */
export function useDraftTexts() {
  return useTranslation('drafts').t;
}

/** These texts by keys that are put together while it runs, for the pure sentences. */
export function useDraftWords(): Words {
  const { i18n } = useTranslation('drafts');
  const { language } = useWriter();
  return useMemo(() => {
    const read = i18n.getFixedT(language, 'drafts') as unknown as Words;
    return (key, values) => read(key, values);
  }, [i18n, language]);
}
