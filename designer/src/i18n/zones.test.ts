import { expect, it } from 'vitest';
import { momentIn } from './zones';

it.each([
  ['America/Bogota', '2026-03-05T17:00', '2026-03-05T22:00:00.000Z'],
  ['Europe/Madrid', '2026-03-05T17:00', '2026-03-05T16:00:00.000Z'],
  ['Europe/Madrid', '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
  ['Europe/Madrid', '2026-10-25T08:00', '2026-10-25T07:00:00.000Z'],
  ['Asia/Kolkata', '2026-03-05T00:15', '2026-03-04T18:45:00.000Z'],
  ['UTC', '2026-12-31T23:59', '2026-12-31T23:59:00.000Z'],
])('reads a time by the clocks of %s', (zone, written, moment) => {
  expect(momentIn(zone, written)?.toISOString()).toBe(moment);
});

it.each([
  ['Europe/Madrid', ''],
  ['Europe/Madrid', 'tomorrow'],
  ['Nowhere/Else', '2026-03-05T17:00'],
])('knows no moment of %s %s', (zone, written) => {
  expect(momentIn(zone, written)).toBeNull();
});
