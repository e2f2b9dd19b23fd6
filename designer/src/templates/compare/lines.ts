/** Two texts line by line: what both say, what only the first said, and what only the second says. */

export interface Line {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond it the table of the comparison would cost more than it tells. */
const LONGEST = 600;

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, LONGEST);
}

/** For every pair of ends, how many lines they have in common (longest common subsequence). */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      const row = rows[left] as Uint16Array;
      const below = rows[left + 1] as Uint16Array;
      row[right] =
        before[left] === after[right] ? (below[right + 1] ?? 0) + 1 : Math.max(below[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return rows;
}

export function compareLines(first: string, second: string): readonly Line[] {
  const before = linesOf(first);
  const after = linesOf(second);
  const lengths = commonLengths(before, after);
  const lines: Line[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const [was, is] = [before[left], after[right]];
    if (was !== undefined && was === is) {
      lines.push({ kind: 'same', text: was });
      left += 1;
      right += 1;
    } else if (
      is === undefined ||
      (was !== undefined && (lengths[left + 1]?.[right] ?? 0) >= (lengths[left]?.[right + 1] ?? 0))
    ) {
      lines.push({ kind: 'removed', text: was ?? '' });
      left += 1;
    } else {
      lines.push({ kind: 'added', text: is });
      right += 1;
    }
  }
  return lines;
}

/** A text in which links to the debtor's page are alike: they are signed anew whenever somebody looks. */
export function withoutSignatures(text: string): string {
  return text.replaceAll(/\/p\/[\w.~-]+/g, '/p/…');
}

/** What a drawn page says, a line for each block; for what has no text of its own. */
export function wordsOfPage(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const silent of page.querySelectorAll('style, script, title, template')) silent.remove();
  for (const block of page.querySelectorAll('p, div, h1, h2, h3, h4, li, td, th, tr, br, section, dt, dd, summary')) {
    block.append('\n');
  }
  return (page.body.textContent ?? '').replaceAll(/[^\S\n]+/g, ' ');
}
