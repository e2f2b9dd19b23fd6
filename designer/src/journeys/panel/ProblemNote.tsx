import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { Language } from '../../i18n';
import type { Problem } from '../problems';
import classes from './Panel.module.css';

interface Props {
  readonly problem: Problem;
  readonly language: Language;
}

/** What is wrong, and what to do about it. */
export function ProblemNote({ problem, language }: Props) {
  const Icon = problem.severity === 'error' ? IconAlertCircle : IconAlertTriangle;
  return (
    <span className={classes['problem']} data-severity={problem.severity}>
      <Icon size={16} aria-hidden />
      <span>
        {problem.message[language]}
        {problem.hint && <small>{problem.hint[language]}</small>}
      </span>
    </span>
  );
}
