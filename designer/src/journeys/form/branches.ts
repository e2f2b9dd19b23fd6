import type { BranchArm } from '../document';

/** The branches with one more at the end; its id is new, so that no link of another branch is taken for its own. */
export function addBranch(arms: readonly BranchArm[], label: string): readonly BranchArm[] {
  const taken = new Set(arms.map((arm) => arm.id));
  let number = arms.length + 1;
  while (taken.has(`branch_${number}`)) {
    number += 1;
  }
  return [...arms, { id: `branch_${number}`, label, when: null }];
}

/** The branches with one of them a place further up or down; at the ends it stays. */
export function moveBranch(arms: readonly BranchArm[], index: number, by: -1 | 1): readonly BranchArm[] {
  const arm = arms[index];
  const other = arms[index + by];
  if (arm === undefined || other === undefined) {
    return arms;
  }
  return arms.with(index, other).with(index + by, arm);
}
