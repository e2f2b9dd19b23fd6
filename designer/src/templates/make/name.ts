import type { LocalText } from '../../i18n';

export const LONGEST_NAME = 200;

/** The name in every language: what was suggested where it was left as it is, else what was typed. */
export function nameOf(typed: string, suggested: LocalText, spoken: 'es' | 'en'): LocalText {
  const name = typed.trim();
  return name === suggested[spoken] ? suggested : { es: name, en: name };
}
