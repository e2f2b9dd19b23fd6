/** What is said of tasks in more than one place. */
import type { CallRules, TaskRow } from '../../api/types';
import type { Writer } from '../../i18n/use';
import type { Texts } from './texts';

const PRIORITIES = ['urgent', 'normal', 'low'] as const;

export function priorityOf(task: TaskRow): (typeof PRIORITIES)[number] {
  return PRIORITIES[task.priority] ?? 'normal';
}

/** By when, in words. */
export function deadlineOf(task: TaskRow, t: Texts, writer: Writer): string {
  return task.due_at ? t('by', { when: writer.time(task.due_at, 'short') }) : t('noDeadline');
}

/** What a settlement that waits for approval comes to; null where the task is about no such thing. */
export function settledAt(task: TaskRow, t: Texts, writer: Writer): string | null {
  const { settlement, currency } = task;
  return (
    settlement &&
    t('settles', {
      amount: writer.money(settlement.amount, currency),
      waived: writer.money(settlement.waived, currency),
    })
  );
}

/** What the contact rules say of calling. */
export function ruled(rules: CallRules, t: Texts, writer: Writer): string {
  if (rules.now) return t('rules.now');
  return rules.not_before ? t('rules.notBefore', { when: writer.time(rules.not_before, 'short') }) : t('rules.never');
}
