import { ActionIcon, Button, TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconCircleCheck,
  IconEye,
  IconMailForward,
  IconPencil,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import { Link } from 'react-router';
import desk from '../../drafts/Desk.module.css';
import type { LocalText } from '../../i18n';
import { useWriter } from '../../i18n/use';
import { useMay } from '../../session/store';
import type { TemplateDetail, TemplateProblem } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { standingOf } from '../list/filter';
import { StandingBadge } from '../list/StandingBadge';
import { LONGEST_NAME } from '../make/name';
import type { EditorHandle, UndoState } from './contract';
import type { Asking } from './Editor';
import classes from './Editor.module.css';
import { SaveMark } from './SaveMark';
import type { OpenDraft } from './useTemplateDraft';

interface Props {
  readonly open: OpenDraft;
  readonly template: TemplateDetail;
  readonly problems: readonly TemplateProblem[];
  readonly handle: RefObject<EditorHandle | null>;
  readonly undoState: UndoState;
  readonly previewing: boolean;
  readonly onPreview: () => void;
  readonly onAsk: (what: Asking) => void;
}

/** A name in the reader's language; the others follow where they were the same. */
function renamed(name: LocalText, language: 'es' | 'en', typed: string): LocalText {
  return name.es === name.en ? { es: typed, en: typed } : { ...name, [language]: typed };
}

function NameInput({ open }: { readonly open: OpenDraft }) {
  const t = useTemplateTexts();
  const { language } = useWriter();
  const name = open.draft.name[language];
  const commit = (input: HTMLInputElement) => {
    const typed = input.value.trim();
    if (typed === '' || typed === name) input.value = name;
    else open.change((draft) => ({ ...draft, name: renamed(draft.name, language, typed) }));
  };
  return (
    <TextInput
      key={name}
      className={`${desk['name']} ${classes['name']}`}
      aria-label={t('editor.name')}
      maxLength={LONGEST_NAME}
      defaultValue={name}
      onBlur={(event) => commit(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = name;
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}

function ProblemsButton({ problems, onAsk }: Pick<Props, 'problems' | 'onAsk'>) {
  const t = useTemplateTexts();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const Icon = errors > 0 ? IconAlertCircle : warnings > 0 ? IconAlertTriangle : IconCircleCheck;
  const text = errors > 0 ? t('problems.errors', { count: errors }) : t('problems.warnings', { count: warnings });
  return (
    <Button
      variant="default"
      className={desk['problems'] ?? ''}
      mod={{ errors: errors > 0 }}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={() => onAsk('problems')}
    >
      {problems.length === 0 ? t('problems.button') : text}
    </Button>
  );
}

/** The template's name, whether it is saved, and everything that can be done with it. */
export function TopBar(props: Props) {
  const { open, template, problems, handle, undoState, previewing, onPreview, onAsk } = props;
  const t = useTemplateTexts();
  const writer = useWriter();
  const mayPublish = useMay('templates:publish');
  const icons = [
    { label: t('editor.undo'), icon: IconArrowBackUp, on: undoState.canUndo, run: () => handle.current?.undo() },
    { label: t('editor.redo'), icon: IconArrowForwardUp, on: undoState.canRedo, run: () => handle.current?.redo() },
  ];
  const back = t('editor.back');
  return (
    <header className={`${desk['bar']} ${classes['top']}`}>
      <Tooltip label={back}>
        <ActionIcon
          component={Link}
          to={`/templates/${template.key}`}
          variant="subtle"
          color="quiet"
          size="lg"
          aria-label={back}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <VisuallyHidden component="h1">{writer.text(open.draft.name)}</VisuallyHidden>
      <NameInput open={open} />
      <span className={classes['standing']}>
        <StandingBadge standing={standingOf(template)} version={template.version} />
      </span>
      <SaveMark saving={open.saving} onRetry={() => void open.autosave()?.flush()} />
      <span className={`${desk['spring']} ${classes['spring']}`} />
      {icons.map(({ label, icon: Icon, on, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="default" size={36} aria-label={label} disabled={!on || previewing} onClick={run}>
            <Icon size={18} />
          </ActionIcon>
        </Tooltip>
      ))}
      <div className={classes['acts']}>
        <ProblemsButton problems={problems} onAsk={onAsk} />
        <Button
          variant="default"
          aria-pressed={previewing}
          leftSection={previewing ? <IconPencil size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
          onClick={onPreview}
        >
          {previewing ? t('editor.goOn') : t('editor.preview')}
        </Button>
        <Tooltip label={t('test.open')}>
          <ActionIcon variant="default" size={36} aria-label={t('test.open')} onClick={() => onAsk('test')}>
            <IconMailForward size={18} />
          </ActionIcon>
        </Tooltip>
        {mayPublish && <Button onClick={() => onAsk('publish')}>{t('publish.open')}</Button>}
      </div>
    </header>
  );
}
