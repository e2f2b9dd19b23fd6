import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';

/** Gives the function that puts any failure into a sentence for the reader; the server's own sentence comes first. */
export function useSaid(): (error: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiProblem)) return t('failure.unknown');
      if (error.message) return error.message;
      if (error.status === 0) return t('failure.offline');
      if (error.status === 401) return t('failure.signedOut');
      if (error.status === 403) return t('failure.forbidden');
      if (error.status === 404) return t('failure.missing');
      return error.status >= 500 ? t('failure.server') : t('failure.unknown');
    },
    [t],
  );
}
