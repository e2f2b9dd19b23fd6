import { useMemo } from 'react';
import { useWriter } from '../../i18n/use';

const STYLE: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/** Writes moments as the clock of somebody in a time zone shows them; in UTC where the zone is none. */
export function clockOf(language: string, zone: string): (moment: string) => string {
  const format = formatIn(language, zone);
  return (moment) => format.format(new Date(moment));
}

function formatIn(language: string, timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(language, { ...STYLE, timeZone });
  } catch {
    return new Intl.DateTimeFormat(language, { ...STYLE, timeZone: 'UTC' });
  }
}

/** The clock of somebody in a time zone, in the reader's language. */
export function useClockOf(zone: string): (moment: string) => string {
  const { language } = useWriter();
  return useMemo(() => clockOf(language, zone), [language, zone]);
}
