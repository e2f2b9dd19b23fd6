/** Problems that the server's check found, as the list and the cards show them. */

import type { Labels } from './catalog';

export interface Problem {
  readonly node: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: Labels;
  readonly hint?: Labels | null;
  /** The setting that the form points at, where there is one. */
  readonly setting?: string | null;
}

export interface NodeProblems {
  readonly severity: 'error' | 'warning';
  readonly problems: readonly Problem[];
}

export interface ProblemGroup {
  /** The step, or null for the journey as a whole. */
  readonly node: string | null;
  readonly severity: 'error' | 'warning';
  readonly problems: readonly Problem[];
}

function errorsFirst(left: { severity: string }, right: { severity: string }): number {
  return Number(left.severity !== 'error') - Number(right.severity !== 'error');
}

/** One group per step: the journey's own first, then steps with errors, then steps with warnings, in the order of the steps. */
export function groupProblems(problems: readonly Problem[], order: readonly string[]): readonly ProblemGroup[] {
  const groups = new Map<string | null, Problem[]>();
  for (const problem of problems) {
    const node = problem.node !== null && order.includes(problem.node) ? problem.node : null;
    const group = groups.get(node) ?? [];
    group.push(problem);
    groups.set(node, group);
  }
  const rank = (node: string | null) => (node === null ? -1 : order.indexOf(node));
  return [...groups]
    .map(([node, found]): ProblemGroup => {
      const sorted = found.toSorted(errorsFirst);
      return { node, severity: sorted[0]?.severity ?? 'warning', problems: sorted };
    })
    .toSorted((left, right) => errorsFirst(left, right) || rank(left.node) - rank(right.node));
}

export function countProblems(problems: readonly Problem[]): { readonly errors: number; readonly warnings: number } {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}
