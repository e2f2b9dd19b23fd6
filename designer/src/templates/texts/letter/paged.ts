import type { Sheet } from './content';

/** Pixels of a browser in a millimetre. */
export const MM = 96 / 25.4;

const MARGIN = { left: 25, right: 20, top: 20, bottom: 18 } as const;

/** A letter's HTML as a row of pages: a browser breaks columns where the printer breaks pages, nearly always. */
export function pagedDocument(html: string, sheet: Sheet): string {
  const across = sheet.width - MARGIN.left - MARGIN.right;
  const down = sheet.height - MARGIN.top - MARGIN.bottom;
  const style = `<style>
    html { margin: 0; overflow: hidden; }
    body { position: relative; width: ${across}mm; height: ${down}mm; margin: ${MARGIN.top}mm 0 0 ${MARGIN.left}mm !important;
      column-width: ${across}mm; column-gap: ${MARGIN.left + MARGIN.right}mm; column-fill: auto; }
    .break { break-after: column !important; }
  </style>`;
  return html.replace('</head>', `${style}</head>`);
}

/** A letter's HTML as one long sheet, with what a printer leaves free around it: its window reaches into that. */
export function onPaper(html: string): string {
  const { left, right, top, bottom } = MARGIN;
  const style = `<style>body { position: relative; margin: ${top}mm ${right}mm ${bottom}mm ${left}mm !important; }</style>`;
  return html.replace('</head>', `${style}</head>`);
}
