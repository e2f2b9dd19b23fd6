import { IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, useStore } from '@xyflow/react';
import { memo } from 'react';
import { useEditor } from '../editor/scope';
import { useTexts } from '../texts';
import { useAsk } from './adding';
import classes from './Canvas.module.css';
import type { StepFlowEdge } from './flow';
import { pathThrough, route } from './route';

const PLUS_BELOW = 26;
const HIDDEN_BELOW = 0.4;
const LEAST_DOWN = 24;

function pathOf(props: EdgeProps<StepFlowEdge>): string {
  const { sourceX, sourceY, targetX, targetY, source, target } = props;
  if (targetY - sourceY < LEAST_DOWN) {
    return getSmoothStepPath({ ...props, borderRadius: 12 })[0];
  }
  const others = (props.data?.boxes ?? []).filter((box) => box.id !== source && box.id !== target);
  return pathThrough(route({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, others, props.data?.shift));
}

/** A link between two steps, with a button that puts a step in between. */
export const StepEdge = memo(function StepEdge(props: EdgeProps<StepFlowEdge>) {
  const t = useTexts();
  const ask = useAsk();
  const readOnly = useEditor((state) => state.readOnly);
  const far = useStore((state) => state.transform[2] < HIDDEN_BELOW);
  const { id, sourceX, sourceY, targetY, selected } = props;
  const path = pathOf(props);
  const down = targetY - sourceY;
  const plusY = sourceY + (down > 0 ? Math.min(PLUS_BELOW, down / 2) : PLUS_BELOW / 2);
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={24}
        className={classes['edge'] ?? ''}
        data-selected={selected === true}
        markerEnd={props.markerEnd ?? ''}
      />
      {!readOnly && !far && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${classes['plus']} nodrag nopan`}
            style={{
              transform: `translate(-50%, -50%) translate(${sourceX}px, ${plusY}px) scale(var(--plus-growth, 1))`,
            }}
            aria-label={t('canvas.addHere')}
            title={t('canvas.addHere')}
            data-edge={id}
            onClick={(event) => ask({ kind: 'edge', id }, event.currentTarget)}
          >
            <IconPlus size={12} stroke={2.4} aria-hidden />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
