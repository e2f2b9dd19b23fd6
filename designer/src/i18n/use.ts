import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatList, formatMoney, formatNumber, formatSpan, formatTime, type TimeStyle } from './format';
import { currentLanguage, type Language, type LocalText } from './index';

/** What a component needs to write money, numbers, dates and the server's own texts in the reader's language. */
export interface Writer {
  readonly language: Language;
  /** Minor units plus an ISO 4217 code. */
  money(minor: number, currency: string): string;
  number(value: number): string;
  time(value: string | Date, style?: TimeStyle): string;
  /** A length of time, from seconds. */
  span(seconds: number): string;
  bytes(bytes: number): string;
  /** Words in a row: a, b and c. */
  list(words: readonly string[]): string;
  /** A text that the server sent in every language. */
  text(text: LocalText): string;
}

/** The writer of the current language; components render again when the language changes. */
export function useWriter(): Writer {
  const { i18n } = useTranslation();
  const language = i18n.language === 'en' || i18n.language === 'es' ? i18n.language : currentLanguage();
  return useMemo(
    () => ({
      language,
      money: (minor, currency) => formatMoney(minor, currency, language),
      number: (value) => formatNumber(value, language),
      time: (value, style = 'dateTime') => formatTime(value, style, language),
      span: (seconds) => formatSpan(seconds, language),
      bytes: (bytes) => formatBytes(bytes, language),
      list: (words) => formatList(words, language),
      text: (text) => text[language] || text.en || text.es,
    }),
    [language],
  );
}
