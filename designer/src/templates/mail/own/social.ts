import { type Draw, put } from '../../canvas/dialect';
import { begin, given, SMALL } from './drawing';

/** The networks that the block names have an icon; any other of the brand gets that of a web page. */
export const drawSocial: Draw = (element, attributes, drawing) => {
  const box = begin(element, attributes, drawing);
  element.style.textAlign = given(attributes, 'align', drawing);
  const { social } = drawing.brand;
  if (social.length === 0) {
    const note = { ...SMALL, padding: '8px', border: '1px dashed var(--brand-line)', 'border-radius': '8px' };
    put(box, 'div', note, drawing.words.lawFills);
    return element;
  }
  const style = { width: '32px', height: '32px', margin: '0 6px', 'vertical-align': 'middle' };
  for (const name of social) {
    const icon = put(box, 'img', style) as HTMLImageElement;
    const network = name.toLowerCase();
    const said = drawing.says(network);
    icon.src = `/site/static/social/${said ? network : 'web'}.png`;
    icon.alt = said || name;
  }
  return element;
};
