import { Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import type { Debtor } from '../../api/types';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';

interface Props {
  readonly debtor: Debtor;
  readonly onClose: () => void;
}

/**
 * Erases everything personal about a debtor. Where records must be kept, the server says until when, and only then
 * is there a way to do it anyway.
 */
export function EraseDialog({ debtor, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [kept, setKept] = useState(false);
  const [anyway, setAnyway] = useState(false);
  const { id } = debtor;
  const done = () => {
    announce(t('erase.done'));
    void queries.invalidateQueries();
    onClose();
  };
  return (
    <ActDialog
      title={t('erase.title', { name: debtor.name || debtor.ref })}
      effects={[t('erase.gone'), t('erase.leaves'), t('erase.figures'), t('erase.forever')]}
      confirm={t(kept ? 'erase.goAnyway' : 'erase.go')}
      danger
      asksWhy
      ready={!kept || anyway}
      act={(reason) =>
        take(api.POST('/api/v1/debtors/{id}/erase', { params: { path: { id } }, body: { reason, anyway } }))
      }
      onRefused={(error) => setKept(error instanceof ApiProblem && error.status === 409)}
      onDone={done}
      onClose={onClose}
    >
      {kept && (
        <Checkbox
          color="red.8"
          label={t('erase.anyway')}
          checked={anyway}
          onChange={(event) => setAnyway(event.currentTarget.checked)}
        />
      )}
    </ActDialog>
  );
}
