import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import type { JourneyDocument } from '../document';
import { useScope } from '../editor/scope';
import { giveName, keptQuery, nameCurrent } from './calls';
import type { Kept } from './point';
import { useDraftTexts } from './texts';
import { useRestore } from './useRestore';

const LONGEST = 200;

interface NameProps {
  /** A kept draft, or null for the current one, which is saved first. */
  readonly draft: { readonly id: number; readonly name: string | null } | null;
  readonly onClose: () => void;
}

/** Asks for the name under which a draft is kept. */
export function NameDialog({ draft, onClose }: NameProps) {
  const t = useDraftTexts();
  const queries = useQueryClient();
  const { journeyId, autosave } = useScope();
  const [name, setName] = useState(draft?.name ?? '');
  const act = async () => {
    if (draft !== null) {
      return await giveName(draft.id, name.trim());
    }
    const saving = autosave();
    if (saving === null || !(await saving.flush())) {
      throw new ApiProblem(409, { detail: t('past.restoreUnsaved') });
    }
    return await nameCurrent(journeyId, name.trim(), saving.revision());
  };
  return (
    <ActDialog
      title={draft === null ? t('past.keep') : draft.name === null ? t('past.giveName') : t('past.rename')}
      effects={[]}
      confirm={t('past.nameSave')}
      ready={name.trim() !== ''}
      act={act}
      onDone={async (kept) => {
        announce(t('past.named', { name: kept.name ?? '' }));
        onClose();
        await queries.invalidateQueries({ queryKey: keptQuery(journeyId).queryKey });
      }}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('past.nameLabel')}
        placeholder={t('past.namePlaceholder')}
        maxLength={LONGEST}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

interface RestoreProps {
  readonly point: Kept;
  readonly title: string;
  readonly document: JourneyDocument;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Says what restoring means, and does it. */
export function RestoreDialog({ point, title, document, onDone, onClose }: RestoreProps) {
  const t = useDraftTexts();
  const restore = useRestore();
  return (
    <ActDialog
      title={t('past.restoreTitle', { name: title })}
      effects={[t('past.restoreText')]}
      confirm={t('past.restore')}
      act={() => restore(point, document)}
      onDone={() => {
        announce(t('past.restored', { name: title }));
        onDone();
      }}
      onClose={onClose}
    />
  );
}
