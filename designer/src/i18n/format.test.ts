import { describe, expect, it } from 'vitest';
import { formatBytes, formatList, formatMoney, formatNumber, formatSpan, formatTime } from './format';
import type { Language } from './index';

/** Spaces that do not break read like any other here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  it.each([
    { minor: 41230, currency: 'USD', language: 'en', written: '$412.30' },
    { minor: 41230, currency: 'EUR', language: 'es', written: '412,30 €' },
    { minor: 184500000, currency: 'COP', language: 'es', written: '1.845.000,00 COP' },
    { minor: 184500000, currency: 'COP', language: 'en', written: 'COP 1,845,000.00' },
    { minor: 15000, currency: 'CLP', language: 'es', written: '15.000 CLP' },
    { minor: 1234567, currency: 'KWD', language: 'en', written: 'KWD 1,234.567' },
    { minor: -500, currency: 'USD', language: 'en', written: '-$5.00' },
    { minor: 500, currency: '?', language: 'en', written: '5 ?' },
  ] as const)('writes $minor minor units of $currency in $language as $written', (amount) => {
    expect(plain(formatMoney(amount.minor, amount.currency, amount.language))).toBe(amount.written);
  });
});

describe('numbers', () => {
  it('groups thousands as the language does', () => {
    expect(formatNumber(1234567, 'es')).toBe('1.234.567');
    expect(formatNumber(1234567, 'en')).toBe('1,234,567');
  });
});

describe('time', () => {
  it('shows a bare day as that day in every zone', () => {
    expect(formatTime('2026-01-01', 'dateTime', 'en')).toBe('Jan 1, 2026');
    expect(formatTime('2026-01-01', 'date', 'es')).toBe('1 ene 2026');
  });

  it('shows a moment with its time in 24 hours', () => {
    expect(plain(formatTime('2026-03-02T14:05:00Z', 'dateTime', 'es'))).toBe('2 mar 2026, 14:05');
  });

  it('shows what is no date as it came', () => {
    expect(formatTime('soon', 'date', 'en')).toBe('soon');
  });
});

describe('lengths, sizes and lists', () => {
  it.each<[number, Language, string]>([
    [-3, 'en', '0 seconds'],
    [45, 'es', '45 segundos'],
    [60, 'en', '1 minute'],
    [119, 'en', '1 minute'],
    [7_199, 'es', '119 minutos'],
    [7_200, 'en', '2 hours'],
    [172_800, 'es', '2 días'],
  ])('writes %d seconds in %s as %s', (seconds, language, written) => {
    expect(plain(formatSpan(seconds, language))).toBe(written);
  });

  it.each<[number, string]>([
    [0, '0 byte'],
    [1_500, '1.5 kB'],
    [1_400_000, '1.4 MB'],
    [2_000_000_000_000_000, '2,000 TB'],
  ])('writes %d bytes as %s', (bytes, written) => {
    expect(plain(formatBytes(bytes, 'en'))).toBe(written);
  });

  it('puts the language’s own word before the last of several', () => {
    expect(formatList(['a', 'b', 'c'], 'es')).toBe('a, b y c');
    expect(formatList(['a', 'b'], 'en')).toBe('a and b');
  });
});
