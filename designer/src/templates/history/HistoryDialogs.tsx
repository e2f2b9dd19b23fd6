import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { historyQuery, keepDraft, nameDraft, restore, type TemplateDetail } from '../api';
import { useTemplateTexts } from '../frame/texts';
import type { Moment } from './moments';

const LONGEST = 200;

interface Props {
  readonly template: TemplateDetail;
  readonly moment: Moment;
  readonly onClose: () => void;
}

interface NameProps {
  readonly template: TemplateDetail;
  /** A kept draft; null keeps the one that is written now. */
  readonly moment: Moment | null;
  readonly onClose: () => void;
}

/** Asks for the name under which a draft is kept. */
export function NameDialog({ template, moment, onClose }: NameProps) {
  const t = useTemplateTexts();
  const queries = useQueryClient();
  const [name, setName] = useState(moment?.named ? moment.title : '');
  const title = moment === null ? 'history.keep' : moment.named ? 'history.rename' : 'history.giveName';
  const act = async () => {
    if (moment?.point.kind === 'kept') await nameDraft(moment.point.id, name.trim());
    else await keepDraft(template.key, template.revision, name.trim());
  };
  return (
    <ActDialog
      title={t(title)}
      effects={[t('history.nameText')]}
      confirm={t('history.nameSave')}
      ready={name.trim() !== ''}
      act={act}
      onDone={async () => {
        announce(t('history.nameDone', { name: name.trim() }));
        onClose();
        await queries.invalidateQueries({ queryKey: historyQuery(template.key).queryKey });
      }}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('history.name')}
        maxLength={LONGEST}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

/** Says what restoring means, and does it. */
export function RestoreDialog({ template, moment, onClose }: Props) {
  const t = useTemplateTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <ActDialog
      title={t('history.restoreTitle', { name: moment.title })}
      effects={[t('history.restoreText'), t('history.restoreSafe')]}
      confirm={t('history.restore')}
      act={async () => {
        const { point } = moment;
        if (point.kind !== 'draft') await restore(point.kind, point.id, template.revision);
      }}
      onDone={async () => {
        announce(t('history.restored', { name: moment.title }));
        onClose();
        await queries.invalidateQueries({ queryKey: ['templates'] });
        await navigate('.', { replace: true });
      }}
      onClose={onClose}
    />
  );
}
