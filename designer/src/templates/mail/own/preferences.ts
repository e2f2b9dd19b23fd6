import { type Draw, put } from '../../canvas/dialect';
import { begin, given, SMALL, said } from './drawing';

export const drawPreferences: Draw = (element, attributes, drawing) => {
  const box = begin(element, { padding: '0 0 10px' }, drawing);
  element.style.textAlign = given(attributes, 'align', drawing);
  const link = { ...SMALL, 'text-decoration': 'underline' };
  put(box, 'span', link, said(attributes, 'change', drawing));
  put(box, 'span', SMALL, ' · ');
  put(box, 'span', link, said(attributes, 'stop', drawing));
  return element;
};
