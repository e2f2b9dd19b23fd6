import type { TemplateProblem } from '../api';

/** What was found in one variant of one language; both are empty for what concerns the whole template. */
export interface FindingGroup {
  readonly language: string;
  readonly variant: string;
  /** Errors before warnings, otherwise as the server told them. */
  readonly findings: readonly TemplateProblem[];
}

const RANK: Readonly<Record<TemplateProblem['severity'], number>> = { error: 0, warning: 1 };

const placeOf = ({ language, variant }: TemplateProblem) => `${language} ${variant}`;

/** Findings by language and variant, in the order in which these first come; the whole template goes before all. */
export function groupFindings(findings: readonly TemplateProblem[]): readonly FindingGroup[] {
  const places = [...new Set(findings.map(placeOf))];
  return places
    .map((place) => findings.filter((one) => placeOf(one) === place))
    .map((found) => ({
      language: found[0]?.language ?? '',
      variant: found[0]?.variant ?? '',
      findings: found.toSorted((left, right) => RANK[left.severity] - RANK[right.severity]),
    }))
    .toSorted((left, right) => Number(left.language !== '') - Number(right.language !== ''));
}

/** How many of some findings are of a severity. */
export function countOf(findings: readonly TemplateProblem[], severity: TemplateProblem['severity']): number {
  return findings.filter((one) => one.severity === severity).length;
}
