import { useMemo } from 'react';
import type { JourneyDocument } from '../document';
import { useScope } from '../editor/scope';
import { useJump } from '../editor/useJump';
import panel from '../panel/Panel.module.css';
import { useDraftTexts, useDraftWords } from '../past/texts';
import classes from './Compare.module.css';
import type { Difference } from './diff';
import { changeLines, type Line } from './lines';
import { Sign } from './marks';

const MARKS = ['added', 'removed', 'changed'] as const;
const PARTS = ['journey', 'steps', 'links', 'watches'] as const;

function ChangeLine({ line }: { readonly line: Line }) {
  const jump = useJump();
  const { step, mark } = line;
  const told = (
    <>
      <Sign mark={mark} />
      <span>
        <span className={classes['what']}>{line.text}</span>
        {line.details.map((detail) => (
          <span key={detail} className={classes['details']}>
            {detail}
          </span>
        ))}
      </span>
    </>
  );
  return step === null ? (
    <div className={classes['line']} data-mark={mark}>
      {told}
    </div>
  ) : (
    <button type="button" className={classes['line']} data-mark={mark} onClick={() => jump(step)}>
      {told}
    </button>
  );
}

interface Props {
  readonly before: JourneyDocument;
  readonly after: JourneyDocument;
  readonly diff: Difference;
}

/** Everything that differs, in words; each line goes to its step. */
export function Changes({ before, after, diff }: Props) {
  const t = useDraftTexts();
  const say = useDraftWords();
  const { reading } = useScope();
  const lines = useMemo(() => changeLines(diff, before, after, { reading, say }), [diff, before, after, reading, say]);
  const total = PARTS.reduce((sum, part) => sum + lines[part].length, 0);
  const moved = diff.steps.moved.length;
  return (
    <>
      <p className={panel['muted']}>{total === 0 ? t('diff.same') : t('diff.total', { count: total })}</p>
      {total > 0 && (
        <ul className={classes['legend']} aria-label={t('look.legend')}>
          {MARKS.map((mark) => (
            <li key={mark}>
              <Sign mark={mark} />
              <span aria-hidden>{t(`diff.${mark}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {PARTS.filter((part) => lines[part].length > 0).map((part) => (
        <section key={part}>
          <h3 className={panel['heading']}>{t(`diff.${part}`)}</h3>
          <ul className={classes['list']}>
            {lines[part].map((line) => (
              <li key={`${line.mark} ${line.text} ${line.step}`}>
                <ChangeLine line={line} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {moved > 0 && <p className={panel['muted']}>{t('diff.moved', { count: moved })}</p>}
    </>
  );
}
