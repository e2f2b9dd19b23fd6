import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bringTexts } from '../i18n';
import { useWriter } from '../i18n/use';
import type { Catalog } from './catalog';
import type { Reading, Words } from './reading';
import type es from './texts/es.json';

declare module '../i18n' {
  interface TextNamespaces {
    journeys: typeof es;
  }
}

/** Fetches the texts of this room; to be awaited before they are drawn. */
export const bringJourneyTexts = () =>
  bringTexts('journeys', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The room's texts by key, for components. */
export function useTexts() {
  return useTranslation('journeys').t;
}

/** The room's texts by keys that are put together while it runs (`unit.days`), for the pure sentences. */
export function useWords(): Words {
  const { i18n } = useTranslation('journeys');
  const { language } = useWriter();
  return useMemo(() => {
    const read = i18n.getFixedT(language, 'journeys') as unknown as Words;
    return (key, values) => read(key, values);
  }, [i18n, language]);
}

/** What sentences need: the catalogue, the language and its texts. */
export function useReadingOf(catalog: Catalog): Reading {
  const { language } = useWriter();
  const words = useWords();
  return useMemo(() => ({ catalog, language, words }), [catalog, language, words]);
}
