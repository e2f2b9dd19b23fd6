import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import classes from './Assets.module.css';
import type { AssetDetail } from './calls';
import { moved, type Part, pulled, type Shape } from './crop';
import { useTexts } from './texts';

const STEP = 10; // pixels of a key press

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

interface Props {
  readonly asset: AssetDetail;
  readonly part: Part;
  readonly shape: Shape;
  readonly onPart: (part: Part) => void;
}

/** The picture with the part to keep on it, to be moved and pulled by hand or by key. */
export function CropArea({ asset, part, shape, onPart }: Props) {
  const t = useTexts();
  const picture = useRef<HTMLImageElement>(null);
  const start = useRef<{ readonly x: number; readonly y: number; readonly part: Part; readonly pulls: boolean } | null>(
    null,
  );
  const percent = (value: number, all: number) => `${(value / all) * 100}%`;

  function press(event: PointerEvent<HTMLElement>) {
    event.preventDefault();
    event.currentTarget.focus();
    event.currentTarget.setPointerCapture(event.pointerId);
    const pulls = (event.target as HTMLElement).dataset['corner'] !== undefined;
    start.current = { x: event.clientX, y: event.clientY, part, pulls };
  }

  function drag(event: PointerEvent<HTMLElement>) {
    const from = start.current;
    const shown = picture.current?.clientWidth ?? 0;
    if (!from || shown === 0) return;
    const scale = asset.width / shown;
    const [right, down] = [(event.clientX - from.x) * scale, (event.clientY - from.y) * scale];
    onPart(from.pulls ? pulled(from.part, right, down, asset, shape) : moved(from.part, right, down, asset));
  }

  function pressKey(event: KeyboardEvent) {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    onPart(event.shiftKey ? pulled(part, ...arrow, asset, shape) : moved(part, ...arrow, asset));
  }

  return (
    <div className={classes['sheet']}>
      <img ref={picture} src={asset.url} alt="" draggable={false} />
      <div className={classes['clip']}>
        <button
          type="button"
          className={classes['part']}
          aria-label={t('cut.area')}
          style={{
            left: percent(part.x, asset.width),
            top: percent(part.y, asset.height),
            width: percent(part.width, asset.width),
            height: percent(part.height, asset.height),
          }}
          onPointerDown={press}
          onPointerMove={drag}
          onPointerUp={() => {
            start.current = null;
          }}
          onKeyDown={pressKey}
        >
          <span data-corner className={classes['corner']} />
        </button>
      </div>
    </div>
  );
}
