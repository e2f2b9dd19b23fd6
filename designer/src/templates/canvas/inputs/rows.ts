export type Row = readonly [string, string];

/** The rows of two texts that an attribute holds as JSON; none where it holds something else. */
export function rowsOf(text: string): readonly Row[] {
  try {
    const found: unknown = JSON.parse(text || '[]');
    if (!Array.isArray(found)) return [];
    return found.flatMap((row: unknown): Row[] =>
      Array.isArray(row) && row.length === 2 ? [[String(row[0]), String(row[1])]] : [],
    );
  } catch {
    return [];
  }
}
