import { type Draw, put } from '../../canvas/dialect';
import { begin, SMALL } from './drawing';

export const drawLegal: Draw = (element, _attributes, drawing) => {
  const box = begin(element, { padding: '0' }, drawing);
  const { legal, reached } = drawing.brand;
  const paragraphs = [
    drawing.says('safety'),
    drawing.filled(drawing.says('about')),
    ...legal.split('\n').filter((line) => line.trim() !== ''),
    ...(reached ? [reached] : []),
  ];
  for (const words of paragraphs) put(box, 'div', { ...SMALL, padding: '0 0 10px' }, words);
  return element;
};
