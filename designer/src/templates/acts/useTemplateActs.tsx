import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { LocalText } from '../../i18n';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { useMay } from '../../session/store';
import { archiveTemplate, deleteTemplate, templatesChanged } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { CopyDialog } from '../make/CopyDialog';

/** What of a template decides about what can be done with it. */
export interface ActedOn {
  readonly key: string;
  readonly channel: string;
  readonly name: LocalText;
  readonly own: boolean;
  readonly archived: boolean;
  readonly version: number | null;
  readonly used_by: readonly { readonly id: number; readonly name: string }[];
}

export type TemplateAct = 'edit' | 'copy' | 'archive' | 'unarchive' | 'delete';

function actsOf(template: ActedOn, mayEdit: boolean): readonly TemplateAct[] {
  if (!mayEdit) return [];
  if (!template.own) return ['copy'];
  return [
    ...(template.archived ? [] : (['edit'] as const)),
    'copy',
    template.archived ? 'unarchive' : 'archive',
    ...(template.version === null ? (['delete'] as const) : []),
  ];
}

interface Acts {
  readonly acts: readonly TemplateAct[];
  readonly act: (act: TemplateAct) => void;
  /** What asks before something is done; has to be drawn. */
  readonly dialog: ReactNode;
}

/** What can be done with a template, and the dialogs that ask before it is done. */
export function useTemplateActs(template: ActedOn, onGone: () => void = () => undefined): Acts {
  const t = useTemplateTexts();
  const writer = useWriter();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const acts = actsOf(template, useMay('templates:edit'));
  const [asking, setAsking] = useState<TemplateAct | null>(null);
  const name = writer.text(template.name);
  const close = () => setAsking(null);
  const done = async (text: string, gone: boolean) => {
    close();
    announce(text);
    if (gone) onGone();
    await templatesChanged(queries);
  };
  const used = template.used_by.length > 0 ? [t('acts.stillUsed', { count: template.used_by.length })] : [];
  const act = (wanted: TemplateAct) => {
    if (wanted === 'edit') void navigate(`/templates/${template.key}/edit`);
    else setAsking(wanted);
  };
  const dialogs: Partial<Record<TemplateAct, () => ReactNode>> = {
    copy: () => <CopyDialog source={template} onClose={close} />,
    archive: () => (
      <ActDialog
        title={t('acts.archiveTitle', { name })}
        effects={[t('acts.archiveText'), ...used]}
        confirm={t('acts.archive')}
        act={() => archiveTemplate(template.key, true)}
        onDone={() => void done(t('acts.archived', { name }), false)}
        onClose={close}
      />
    ),
    unarchive: () => (
      <ActDialog
        title={t('acts.unarchiveTitle', { name })}
        effects={[t('acts.unarchiveText')]}
        confirm={t('acts.unarchive')}
        act={() => archiveTemplate(template.key, false)}
        onDone={() => void done(t('acts.unarchived', { name }), false)}
        onClose={close}
      />
    ),
    delete: () => (
      <ActDialog
        title={t('acts.deleteTitle', { name })}
        effects={[t('acts.deleteText')]}
        confirm={t('acts.delete')}
        danger
        act={() => deleteTemplate(template.key)}
        onDone={() => void done(t('acts.deleted', { name }), true)}
        onClose={close}
      />
    ),
  };
  return { acts, act, dialog: asking === null ? null : dialogs[asking]?.() };
}
