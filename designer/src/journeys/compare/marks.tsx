/** The marks that a drawing of two journeys wears: a sign and a word beside each colour, for who tells colours badly. */

import { EdgeLabelRenderer } from '@xyflow/react';
import { createContext, useContext } from 'react';
import type { Point } from '../document';
import { useDraftTexts } from '../past/texts';
import type { Mark, Marks } from './both';
import classes from './Compare.module.css';

const SIGNS: Readonly<Record<Mark, string>> = { added: '+', removed: '−', changed: '~' };
const ABOVE = 30;

const MarksContext = createContext<Marks | null>(null);

export const MarksProvider = MarksContext.Provider;

export function useStepMark(id: string): Mark | undefined {
  return useContext(MarksContext)?.steps.get(id);
}

export function useLinkMark(id: string): Mark | undefined {
  return useContext(MarksContext)?.links.get(id);
}

/** The sign of a mark, with its word for who cannot see it. */
export function Sign({ mark }: { readonly mark: Mark }) {
  const t = useDraftTexts();
  return (
    <span
      className={classes['sign']}
      data-mark={mark}
      role="img"
      aria-label={t(`diff.${mark}`)}
      title={t(`diff.${mark}`)}
    >
      {SIGNS[mark]}
    </span>
  );
}

/** At the corner of a card. */
export function MarkSign({ mark }: { readonly mark: Mark }) {
  return (
    <span className={classes['corner']}>
      <Sign mark={mark} />
    </span>
  );
}

/** On a link: where it begins, or where it ended, so that an old and a new one of the same port can be told apart. */
export function LinkSign({ mark, from, to }: { readonly mark: Mark; readonly from: Point; readonly to: Point }) {
  const at = mark === 'removed' ? { x: to.x, y: to.y - ABOVE } : from;
  return (
    <EdgeLabelRenderer>
      <span
        className={classes['onLink']}
        style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
      >
        <Sign mark={mark} />
      </span>
    </EdgeLabelRenderer>
  );
}
