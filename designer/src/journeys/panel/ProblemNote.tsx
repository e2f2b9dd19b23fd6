import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { Language } from '../../i18n';
import type { Problem } from '../problems';
import { useTexts } from '../texts';
import classes from './Panel.module.css';

/** How many problems of one sort are told one by one. */
const MOST_LINES = 3;

interface Props {
  readonly problem: Problem;
  readonly language: Language;
}

/** What is wrong with one thing; several of the same sort, such as ways out that lead nowhere, are one note. */
export function ProblemNotes({
  problems,
  language,
}: {
  readonly problems: readonly Problem[];
  readonly language: Language;
}) {
  const sorts = Map.groupBy(problems, (problem) => `${problem.code} ${problem.hint?.en ?? ''}`);
  return [...sorts].map(([sort, [first, ...others]]) =>
    first === undefined ? null : <ProblemNote key={sort} problem={first} others={others} language={language} />,
  );
}

/** What is wrong, and what to do about it. */
export function ProblemNote({ problem, others = [], language }: Props & { readonly others?: readonly Problem[] }) {
  const t = useTexts();
  const Icon = problem.severity === 'error' ? IconAlertCircle : IconAlertTriangle;
  return (
    <span className={classes['problem']} data-severity={problem.severity}>
      <Icon size={16} aria-hidden />
      <span>
        {problem.message[language]}
        {others.slice(0, others.length > MOST_LINES ? 1 : MOST_LINES).map((other) => (
          <span key={other.message.en} className={classes['also']}>
            {other.message[language]}
          </span>
        ))}
        {others.length > MOST_LINES && (
          <span className={classes['also']} title={others.map((other) => other.message[language]).join('\n')}>
            {t('panel.moreLikeIt', { count: others.length - 1 })}
          </span>
        )}
        {problem.hint && <small>{problem.hint[language]}</small>}
      </span>
    </span>
  );
}
