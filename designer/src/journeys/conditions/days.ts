/** Days counted from today, and the names of weekdays and months. */

import type { DatePart, Json } from '../document';

/** How many days after today a value means, null where it is no such day. */
export function daysFromToday(value: Json | undefined): number | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return null;
  }
  const days = (value as { readonly [key: string]: Json })['today'];
  return typeof days === 'number' ? days : null;
}

export type DayKind = 'fixed' | 'today' | 'ago' | 'ahead';

export function dayKind(value: Json | undefined): DayKind {
  const days = daysFromToday(value);
  if (days === null) {
    return 'fixed';
  }
  return days === 0 ? 'today' : days < 0 ? 'ago' : 'ahead';
}

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;
const MONTHS_A_YEAR = 12;

/** The name of a weekday (1 is Monday) or a month, null where the number has none. */
export function nameOfPart(part: DatePart | undefined, number: number, language: string): string | null {
  if (part === 'weekday' && number >= 1 && number <= DAYS_A_WEEK) {
    const day = new Date(MONDAY + (number - 1) * DAY_MS);
    return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(day);
  }
  if (part === 'month' && number >= 1 && number <= MONTHS_A_YEAR) {
    const day = new Date(Date.UTC(2024, number - 1, 1));
    return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(day);
  }
  return null;
}

/** The numbers that have names: weekdays or months. */
export function namedNumbers(part: DatePart | undefined): readonly number[] {
  const count = part === 'weekday' ? DAYS_A_WEEK : part === 'month' ? MONTHS_A_YEAR : 0;
  return Array.from({ length: count }, (_, index) => index + 1);
}
