/** Folders as a tree, written one below the other. */

import type { Folder } from './calls';

export interface Placed {
  readonly folder: Folder;
  /** 0 at the top. */
  readonly depth: number;
}

/** Every folder behind the one that it lies in, in the order in which they came. */
export function inTree(folders: readonly Folder[]): readonly Placed[] {
  const below = (parent: number | null, depth: number): Placed[] =>
    folders
      .filter(({ parent_id }) => parent_id === parent)
      .flatMap((folder) => [{ folder, depth }, ...below(folder.id, depth + 1)]);
  return below(null, 0);
}

/** A folder and all that lie in it, however deep. */
export function within(folders: readonly Folder[], id: number): ReadonlySet<number> {
  const placed = inTree(folders);
  const start = placed.findIndex(({ folder }) => folder.id === id);
  const depth = placed[start]?.depth ?? 0;
  const after = placed.slice(start + 1);
  const end = after.findIndex((one) => one.depth <= depth);
  return new Set([id, ...(end < 0 ? after : after.slice(0, end)).map(({ folder }) => folder.id)]);
}

/** The choices of a list of folders; the top is the empty value. */
export function choicesOf(folders: readonly Folder[], top: string) {
  const inside = inTree(folders).map(({ folder, depth }) => ({
    value: String(folder.id),
    label: `${'  '.repeat(depth)}${folder.name}`,
  }));
  return [{ value: '', label: top }, ...inside];
}
