import type { Language } from '../../i18n';
import type { TokenInfo } from './tokens';

export const SCOPES = [
  'debtor',
  'account',
  'link',
  'debt',
  'promise',
  'plan',
  'offer',
  'portfolio',
  'calendar',
  'item',
  'brand',
] as const;

export type Scope = (typeof SCOPES)[number] | 'other';

export interface TokenGroup {
  readonly scope: Scope;
  readonly tokens: readonly TokenInfo[];
}

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Tokens by what they are about; only those in whose label, name or sample every searched word is found. */
export function tokenGroups(tokens: readonly TokenInfo[], search: string, language: Language): readonly TokenGroup[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const fits = (one: TokenInfo) => {
    const text = fold(`${one.labels[language]} ${one.name} ${one.sample}`);
    return words.every((word) => text.includes(word));
  };
  const scopeOf = (one: TokenInfo): Scope => SCOPES.find((scope) => scope === one.scope) ?? 'other';
  const found = tokens.filter(fits);
  return [...SCOPES, 'other' as const]
    .map((scope) => ({ scope, tokens: found.filter((one) => scopeOf(one) === scope) }))
    .filter((group) => group.tokens.length > 0);
}
