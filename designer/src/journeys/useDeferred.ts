import type { Counts } from '../api/types';
import { useWriter } from '../i18n/use';
import { useTexts } from './texts';

type Deferred = Counts['nodes'][string]['deferred'];

/** Whom contact rules keep waiting at a step and until when, in words; null where that is nobody. */
export function useDeferred() {
  const t = useTexts();
  const { time } = useWriter();
  return {
    /** As a card has room for. */
    short: (deferred: Deferred | undefined): string | null =>
      deferred == null ? null : t('canvas.deferred', { count: deferred.people, when: time(deferred.first, 'short') }),
    /** The whole of it. */
    long: (deferred: Deferred | undefined): string | null =>
      deferred == null
        ? null
        : t('canvas.deferredLong', {
            count: deferred.people,
            when: time(deferred.first, 'short'),
            last: time(deferred.last, 'short'),
          }),
  };
}
