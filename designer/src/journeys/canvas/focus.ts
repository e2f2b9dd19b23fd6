/** Where the keyboard is on the drawing. */

const TRIES = 60;

/** The card of a step on the screen; null while it is out of sight. */
export function cardOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.react-flow__node[data-id=${JSON.stringify(id)}]`);
}

/** Puts the keyboard on a card; one that is out of sight, and so is not drawn yet, gets it once it is. */
export function focusCard(id: string, tries = TRIES): void {
  const card = cardOf(id);
  if (card !== null) {
    card.focus({ preventScroll: true });
  } else if (tries > 0) {
    requestAnimationFrame(() => focusCard(id, tries - 1));
  }
}

/** Puts the keyboard into the form that stands open beside the drawing. */
export function focusForm(tries = TRIES): void {
  const inputs = document.querySelectorAll<HTMLElement>(
    '[data-panel] :is(input, textarea, select, button):not([disabled], [type="hidden"], [tabindex="-1"])',
  );
  // The first button is the one that closes the panel.
  const first = [...inputs].find((input) => input.tagName !== 'BUTTON') ?? inputs[1];
  if (first !== undefined) {
    first.focus();
  } else if (tries > 0) {
    requestAnimationFrame(() => focusForm(tries - 1));
  }
}

/** The middle of a card on the screen, for a menu that opens without a mouse. */
export function middleOf(element: Element): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
