import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, take } from '../../api/client';
import type { components } from '../../api/schema';
import type { Language } from '../../i18n';
import { formatMoney } from '../../i18n/format';
import type { Token } from './expression';

/** A field of the CRM that a design may name; `formats` has the usual way first, money samples are in minor units. */
export type TokenInfo = components['schemas']['TokenInfo'];

export interface Tokens {
  readonly list: readonly TokenInfo[];
  readonly byName: ReadonlyMap<string, TokenInfo>;
  /** Whether they are there; until then no token can be called unknown. */
  readonly ready: boolean;
}

const MINUTE = 60_000;

export const tokensQuery = queryOptions({
  queryKey: ['designs', 'tokens'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/designs/tokens', { signal })),
  staleTime: 5 * MINUTE,
});

/** Every token that a design may name here. */
export function useTokens(): Tokens {
  const { data } = useQuery(tokensQuery);
  return useMemo(() => {
    const list = (data?.tokens ?? []).map((one) => (one.scope === 'link' ? { ...one, sample: linkOf(one.name) } : one));
    return { list, byName: new Map(list.map((one) => [one.name, one])), ready: data !== undefined };
  }, [data]);
}

/** A link as long as those that people get, so that the parts of an SMS are counted right. */
const linkOf = (name: string) =>
  `${globalThis.location.origin}/p/${'7Kd2mQ4xT9'.repeat(6).slice(0, LINK)}${name === 'link.page' ? '' : '/preferences'}`;

const LINK = 55;

/** A token as it is put in: in its usual format. */
export function tokenOf(info: TokenInfo): Token {
  return { token: info.name, format: info.formats[0] ?? '', fallback: '' };
}

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'short' },
  date_medium: { dateStyle: 'medium' },
  date_full: { dateStyle: 'full' },
};

type Write = (sample: string, language: Language, format: string) => string;

const WRITERS: Readonly<Record<string, Write>> = {
  number: (sample, language) => new Intl.NumberFormat(language).format(Number(sample)),
  percent: (sample, language) => new Intl.NumberFormat(language, { style: 'percent' }).format(Number(sample)),
  name: (sample) => sample,
  upper: (sample) => sample.toUpperCase(),
  lower: (sample) => sample.toLowerCase(),
  upper_first: (sample) => sample.slice(0, 1).toUpperCase() + sample.slice(1),
  first: (sample) => sample.slice(0, 1),
  plural: (sample, language, format) => {
    const [one = '', other = one] = format.slice('plural:'.length).split('|');
    const word = new Intl.PluralRules(language).select(Number(sample)) === 'one' ? one : other;
    return `${new Intl.NumberFormat(language).format(Number(sample))} ${word}`;
  },
};

/** What a person of the sample would read for a token; its name in brackets where nothing is known of it. */
export function sampleOf(token: Token, tokens: Tokens, language: Language): string {
  const info = tokens.byName.get(token.token);
  if (!info || info.sample === '') return token.fallback || `[${info?.labels[language] ?? token.token}]`;
  const style = STYLES[token.format];
  if (style) return dayOf(info.sample, style, language);
  if (token.format === 'money') return moneyOf(info.sample, tokens, language);
  const write = WRITERS[token.format.split(':')[0] ?? ''];
  return write ? write(info.sample, language, token.format) : info.sample;
}

function dayOf(sample: string, style: Intl.DateTimeFormatOptions, language: Language): string {
  const day = new Date(`${sample.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return sample;
  return new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }).format(day);
}

function moneyOf(sample: string, tokens: Tokens, language: Language): string {
  const currency = tokens.byName.get('account.currency')?.sample || 'EUR';
  const minor = Number(sample);
  return Number.isFinite(minor) ? formatMoney(minor, currency, language) : sample;
}
