import { useQuery } from '@tanstack/react-query';

/** A login that a demo offers to everybody. */
export interface DemoLogin {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

/**
 * The logins that a demo offers; none anywhere else. Whatever goes wrong here only means that none are offered:
 * signing in by hand works all the same.
 */
export function useDemoLogins(): readonly DemoLogin[] {
  const { data } = useQuery({
    queryKey: ['demo-logins'],
    queryFn: async ({ signal }) => {
      const answer = await fetch('/api/v1/demo', { signal });
      return answer.ok ? readLogins(await answer.json()) : [];
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? [];
}

/** Reads `{"logins": [{name, email, password, role}]}`; what does not look like that is passed over. */
export function readLogins(answer: unknown): readonly DemoLogin[] {
  if (typeof answer !== 'object' || answer === null || !('logins' in answer)) return [];
  return Array.isArray(answer.logins) ? answer.logins.filter(isLogin) : [];
}

function isLogin(value: unknown): value is DemoLogin {
  if (typeof value !== 'object' || value === null) return false;
  const login: Partial<Record<keyof DemoLogin, unknown>> = value;
  return [login.name, login.email, login.password, login.role].every((part) => typeof part === 'string');
}
