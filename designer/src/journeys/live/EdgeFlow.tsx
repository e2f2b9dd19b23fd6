import { EdgeLabelRenderer } from '@xyflow/react';
import { useWriter } from '../../i18n/use';
import classes from './Live.module.css';
import { useMoving } from './moving';

const MOST_DOTS = 3;

interface Props {
  readonly id: string;
  readonly path: string;
  readonly x: number;
  readonly y: number;
}

/** People who just passed along a link: a few dots, and how many. Who wants no motion sees the number alone. */
export function EdgeFlow({ id, path, x, y }: Props) {
  const writer = useWriter();
  const moving = useMoving(id);
  if (moving === null) {
    return null;
  }
  const dots = Array.from({ length: Math.min(MOST_DOTS, moving.count) }, (_, place) => place);
  return (
    <>
      {dots.map((place) => (
        <circle
          key={`${moving.turn} ${place}`}
          r={4}
          className={classes['dot']}
          style={{ offsetPath: `path("${path}")`, animationDelay: `${place * 120}ms` }}
          aria-hidden
        />
      ))}
      <EdgeLabelRenderer>
        <span
          key={moving.turn}
          className={`${classes['passing']} figures`}
          style={{ transform: `translate(8px, -50%) translate(${x}px, ${y}px)` }}
          aria-hidden
        >
          +{writer.number(moving.count)}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
