import { Text } from '@mantine/core';
import type { Rehearsal, RehearsalLine } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Message } from './Message';
import { useWalkTexts } from './texts';
import classes from './Walk.module.css';

interface Props {
  readonly found: Rehearsal;
  readonly when: (moment: string) => string;
  readonly onShow: (node: string) => void;
}

/** The line at which a message is shown: the last that is about it. */
function lastOf(lines: readonly RehearsalLine[]): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  lines.forEach(({ mail }, place) => {
    if (mail !== null) last.set(mail, place);
  });
  return last;
}

function Line({ line, found, shown, when, onShow }: Props & { readonly line: RehearsalLine; readonly shown: boolean }) {
  const t = useWalkTexts();
  const writer = useWriter();
  const label = writer.text(line.label);
  const letter = line.mail === null || !shown ? undefined : found.letters[line.mail];
  return (
    <li className={classes['line']} data-what={line.what}>
      <Text size="sm" c="dimmed" className="figures">
        <time dateTime={line.at}>{when(line.at)}</time> · {t(`what.${line.what}`)}
      </Text>
      <Text size="sm">
        {line.node !== '' && (
          <button
            type="button"
            className={classes['step']}
            aria-label={t('goTo', { step: label })}
            onClick={() => onShow(line.node)}
          >
            {label}
          </button>
        )}
        {writer.text(line.text)}
      </Text>
      {letter && <Message letter={letter} when={when} />}
    </li>
  );
}

/** What happened so far, the latest first; each message stands where the last thing became of it. */
export function Story(props: Props) {
  const t = useWalkTexts();
  const { lines } = props.found;
  const last = lastOf(lines);
  const numbered = lines.map((line, place) => ({
    line,
    place,
    shown: line.mail !== null && last.get(line.mail) === place,
  }));
  return (
    <section aria-label={t('story')} className={classes['story']}>
      <Text fw={620} mb={4}>
        {t('story')}
      </Text>
      {lines.length === 0 && <Text c="dimmed">{t('storyEmpty')}</Text>}
      <ol className={classes['lines']}>
        {numbered.toReversed().map(({ line, place, shown }) => (
          <Line key={place} {...props} line={line} shown={shown} />
        ))}
      </ol>
    </section>
  );
}
