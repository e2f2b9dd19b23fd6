import type { User } from '../api/types';

const ROLES: readonly string[] = [
  'admin',
  'strategist',
  'marketer',
  'agent',
  'supervisor',
  'auditor',
] satisfies User['role'][];

/** Whether a word is one of the roles that the studio has a name for. */
export function isRole(word: string): word is User['role'] {
  return ROLES.includes(word);
}
