import { expect, it } from 'vitest';
import type { Folder } from './calls';
import { choicesOf, inTree, within } from './tree';

const folder = (id: number, name: string, parent: number | null): Folder => ({
  id,
  name,
  parent_id: parent,
  assets: 0,
});
const FOLDERS = [folder(1, 'Brands', null), folder(4, 'Old', 3), folder(2, 'Photos', null), folder(3, '2026', 1)];

it('puts every folder behind the one that it lies in', () => {
  expect(inTree(FOLDERS).map(({ folder: { name }, depth }) => [name, depth])).toEqual([
    ['Brands', 0],
    ['2026', 1],
    ['Old', 2],
    ['Photos', 0],
  ]);
});

it('knows what lies in a folder, however deep', () => {
  expect([...within(FOLDERS, 1)]).toEqual([1, 3, 4]);
  expect([...within(FOLDERS, 2)]).toEqual([2]);
});

it('lists folders as choices, the top first', () => {
  expect(choicesOf(FOLDERS, 'Top').map(({ value }) => value)).toEqual(['', '1', '3', '4', '2']);
});
