import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { iconOf } from './icons';

const STEPS = resolve(import.meta.dirname, '../../../journeys/steps');

it('has an icon of its own for every kind of step', () => {
  const sources = readdirSync(STEPS).filter((name) => name.endsWith('.py'));
  const named = sources.flatMap((name) => {
    const found = /^ {4}icon = "([^"]+)"/m.exec(readFileSync(resolve(STEPS, name), 'utf8'));
    return found?.[1] === undefined ? [] : [found[1]];
  });
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => iconOf(name) === iconOf(undefined))).toEqual([]);
});
