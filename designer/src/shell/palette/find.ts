/** Finding entries of the palette: every word that was typed must stand in the label, accents and capitals aside. */

export function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

export function matches(label: string, typed: string): boolean {
  const inside = folded(label);
  return folded(typed)
    .split(/\s+/)
    .every((word) => inside.includes(word));
}
