import type { FinishedItem } from '../../api/types';
import { type Catalog, kindByName } from '../catalog';
import { CARD_HEIGHT, CARD_WIDTH } from '../document';
import classes from './Gallery.module.css';

interface Props {
  readonly item: Pick<FinishedItem, 'cards' | 'lines'>;
  readonly catalog: Catalog;
  /** The number that stands on each card, where there are any. */
  readonly numbers?: ReadonlyMap<string, number>;
}

const MARGIN = 24;
const BEND = 60;

type Place = FinishedItem['cards'][number];

function path(from: Place, to: Place): string {
  const [x, y, toX, toY] = [from.x + CARD_WIDTH / 2, from.y + CARD_HEIGHT, to.x + CARD_WIDTH / 2, to.y];
  return `M${x} ${y}C${x} ${y + BEND} ${toX} ${toY - BEND} ${toX} ${toY}`;
}

/** A small drawing of a journey, made of nothing but where its steps stand and how they are linked. */
export function Sketch({ item, catalog, numbers }: Props) {
  const places = new Map(item.cards.map((card) => [card.id, card]));
  const xs = item.cards.map(({ x }) => x);
  const ys = item.cards.map(({ y }) => y);
  const left = Math.min(...xs) - MARGIN;
  const top = Math.min(...ys) - MARGIN;
  const width = Math.max(...xs) + CARD_WIDTH + MARGIN - left;
  const height = Math.max(...ys) + CARD_HEIGHT + MARGIN - top;
  return (
    <svg className={classes['sketch']} viewBox={`${left} ${top} ${width} ${height}`} aria-hidden="true">
      {item.lines.map(({ source, target }, index) => {
        const [from, to] = [places.get(source), places.get(target)];
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a finished journey never change
        return from && to ? <path key={index} d={path(from, to)} className={classes['line']} /> : null;
      })}
      {item.cards.map(({ id, kind, x, y }) => (
        <g key={id}>
          <rect
            x={x}
            y={y}
            width={CARD_WIDTH}
            height={CARD_HEIGHT}
            rx={16}
            fill={kindByName(catalog, kind)?.color ?? 'var(--cauce-muted)'}
          />
          {numbers && (
            <text x={x + CARD_WIDTH / 2} y={y + CARD_HEIGHT / 2} className={classes['number']}>
              {numbers.get(id)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
