import { ViewportPortal } from '@xyflow/react';
import { edgesFrom, type JourneyDocument, nodeById, type Point, positionOf, ROW_STEP } from '../document';
import { useDocument } from '../editor/scope';
import { freePlace } from '../edits/insert';
import classes from './Canvas.module.css';
import { useMoment } from './moment';

/** Where the card would come to stand, as far as that can be foreseen. */
function ghostOf(
  document: JourneyDocument,
  drop: NonNullable<ReturnType<typeof useMoment.getState>['drop']>,
): Point | null {
  if (drop.kind === 'free') {
    return freePlace(document, drop.at);
  }
  if (drop.kind === 'port') {
    const { x, y } = positionOf(document, drop.node);
    return nodeById(document, drop.node) === undefined || edgesFrom(document, drop.node).length > 0
      ? null
      : { x, y: y + ROW_STEP };
  }
  return null; // the link itself is lit up
}

/** The outline of a card where a dragged tile would be let go. */
export function DropGhost() {
  const document = useDocument();
  const drop = useMoment((moment) => moment.drop);
  const at = drop === null ? null : ghostOf(document, drop);
  if (at === null) {
    return null;
  }
  return (
    <ViewportPortal>
      <div
        className={classes['ghost']}
        style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
        data-testid="drop-ghost"
      />
    </ViewportPortal>
  );
}
