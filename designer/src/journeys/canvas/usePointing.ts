import { useReactFlow } from '@xyflow/react';
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef } from 'react';
import type { Point } from '../document';
import { useEditor } from '../editor/scope';
import { type MenuSubject, openMenu } from './moment';
import { subjectOf } from './useStepKeys';

const LONG_MS = 500;
const STILL_PX = 10;

function subjectAt(target: Element, at: Point): MenuSubject | null {
  const card = target.closest('.react-flow__node')?.getAttribute('data-id');
  const link = target.closest<HTMLElement>('.react-flow__edge, [data-edge]');
  if (card !== null && card !== undefined) {
    return subjectOf(card);
  }
  if (link !== null) {
    return { kind: 'edge', id: link.dataset['edge'] ?? link.getAttribute('data-id') ?? '' };
  }
  return target.closest('.react-flow__pane') === null ? null : { kind: 'pane', at };
}

/** The menu of what is under the right button of a mouse, or under a finger that rests. */
export function usePointing() {
  const flow = useReactFlow();
  const readOnly = useEditor((state) => state.readOnly);
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly from: Point } | null>(null);
  const stop = useCallback(() => {
    clearTimeout(waiting.current?.timer);
    waiting.current = null;
  }, []);
  useEffect(() => stop, [stop]);
  const open = useCallback(
    (target: EventTarget | null, anchor: Point) => {
      const subject = target instanceof Element ? subjectAt(target, flow.screenToFlowPosition({ ...anchor })) : null;
      if (subject !== null && !readOnly) {
        openMenu({ subject, anchor });
      }
      return subject !== null && !readOnly;
    },
    [flow, readOnly],
  );
  return {
    onContextMenu: (event: MouseEvent) => {
      if (open(event.target, { x: event.clientX, y: event.clientY })) {
        event.preventDefault();
      }
    },
    onPointerDown: (event: PointerEvent) => {
      stop();
      if (event.pointerType === 'touch' && event.isPrimary) {
        const { target } = event;
        const from = { x: event.clientX, y: event.clientY };
        const rested = () => {
          if (open(target, from)) {
            // The finger that is lifted now must not be taken for a click, which would close the menu again.
            target.addEventListener('touchend', (lifted) => lifted.preventDefault(), { once: true });
          }
        };
        waiting.current = { from, timer: setTimeout(rested, LONG_MS) };
      } else if (event.pointerType === 'touch') {
        stop(); // two fingers zoom
      }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = waiting.current?.from;
      if (from !== undefined && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) {
        stop();
      }
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  };
}
