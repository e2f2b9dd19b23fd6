/** A step kind's own colour, lightened on a dark ground until it can be read there. */
export function lifted(color: string): string {
  return `color-mix(in srgb, white var(--cauce-lift), ${color})`;
}
