import { useCallback } from 'react';
import { useWriter } from '../../i18n/use';

/** What people call a country, in the reader's language. */
export function useCountryName(): (code: string) => string {
  const { language } = useWriter();
  return useCallback((code) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code, [language]);
}
