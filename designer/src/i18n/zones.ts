/** A day and time that somebody wrote as `YYYY-MM-DDTHH:MM`, by the clocks of a time zone. */

const WRITTEN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

const PARTS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/** The moment of it; null where the text or the zone is none. A time that clocks jump over is the one after the jump. */
export function momentIn(zone: string, written: string): Date | null {
  if (!WRITTEN.test(written)) return null;
  const asUtc = Date.parse(`${written}:00Z`);
  try {
    // The first guess may lie on the other side of a change of clocks: the second one is taken there.
    const guess = asUtc - ahead(zone, asUtc);
    return new Date(asUtc - ahead(zone, guess));
  } catch {
    return null;
  }
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function ahead(zone: string, moment: number): number {
  const format = new Intl.DateTimeFormat('en', { ...PARTS, timeZone: zone });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - Math.floor(moment / 60_000) * 60_000;
}
