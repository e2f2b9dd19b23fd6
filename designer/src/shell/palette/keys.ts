/** Keys as this machine calls them: a Mac has ⌘ where others have Ctrl. */

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

export function shownKeys(keys: string): readonly string[] {
  return keys.split(' ').map((key) => (key === 'Ctrl' && isMac() ? '⌘' : key));
}
