import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { useSaid } from '../parts/said';
import { signIn } from './acts';
import { DemoLogins } from './DemoLogins';
import { sessionStore } from './store';

interface Login {
  readonly email: string;
  readonly password: string;
}

/** Where the cursor stands at first: on a page of its own, and within a dialogue. */
const FIRST = { autoFocus: true, 'data-autofocus': true } as const;

/** Email and password; in a demo also the people to choose from. After a session that ended, the email is there. */
export function SignInForm() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const before = sessionStore((state) => state.user?.email ?? '');
  const [login, setLogin] = useState<Login>({ email: before, password: '' });
  const [tried, setTried] = useState(false);
  const refusal = useRefusal();
  const entering = useMutation({
    mutationFn: ({ email, password }: Login) => signIn(email.trim(), password, queries),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (login.email.trim() && login.password) entering.mutate(login);
  }

  function choose(chosen: Login) {
    setLogin({ email: chosen.email, password: chosen.password });
    entering.mutate(chosen);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {entering.isError && (
          <Alert color="red" variant="light" role="alert">
            {refusal(entering.error)}
          </Alert>
        )}
        <TextInput
          type="email"
          name="email"
          autoComplete="username"
          {...(before ? {} : FIRST)}
          label={t('signIn.email')}
          value={login.email}
          onChange={(event) => setLogin({ ...login, email: event.currentTarget.value })}
          error={tried && !login.email.trim() && t('signIn.emailMissing')}
        />
        <PasswordInput
          name="password"
          autoComplete="current-password"
          {...(before ? FIRST : {})}
          label={t('signIn.password')}
          value={login.password}
          onChange={(event) => setLogin({ ...login, password: event.currentTarget.value })}
          error={tried && !login.password && t('signIn.passwordMissing')}
        />
        <Button type="submit" size="md" loading={entering.isPending}>
          {t('signIn.go')}
        </Button>
        {!before && <DemoLogins busy={entering.isPending} onChoose={choose} />}
      </Stack>
    </form>
  );
}

/** Puts a refused sign-in into words. */
function useRefusal(): (error: unknown) => string {
  const { t } = useTranslation();
  const said = useSaid();
  return (error) => {
    if (error instanceof ApiProblem && error.status === 401) return t('signIn.wrong');
    if (error instanceof ApiProblem && error.status === 429) {
      return error.retryAfter ? t('signIn.slow', { count: error.retryAfter }) : t('signIn.slowUnknown');
    }
    return said(error);
  };
}
