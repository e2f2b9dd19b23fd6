import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { Failure } from '../../parts/Failure';
import { mailDocument } from '../../parts/mailDocument';
import { Waiting } from '../../parts/Waiting';
import { previewQuery, type Sight, type TemplatePreview } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { onPaper } from '../texts/letter/paged';
import { Inbox } from './Inbox';
import classes from './Preview.module.css';

export const WIDTHS = { computer: 640, phone: 390 } as const;

/** As it looks on a computer or a phone, or what those read who see no pictures. */
export type View = keyof typeof WIDTHS | 'text';

interface Props {
  readonly sight: Sight;
  readonly view: View;
}

/** What somebody would get, whole: a mail with its line in the inbox, a page, a sheet of paper, a bubble, a script. */
export function Looks({ sight, view }: Props) {
  const { data, error, isPlaceholderData, refetch } = useQuery(previewQuery(sight));
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting rows={3} height={120} />;
  return (
    <div className={classes['looks']} aria-busy={isPlaceholderData} data-channel={sight.channel} data-view={view}>
      <Faults preview={data} />
      {sight.channel === 'email' && (
        <Inbox sender={data.sender ?? ''} subject={data.subject} preheader={data.preheader ?? ''} />
      )}
      <Body preview={data} sight={sight} view={view} />
    </div>
  );
}

/** What kept a part from being drawn, such as a token that is empty for this person. */
function Faults({ preview }: { readonly preview: TemplatePreview }) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const errors = preview.problems.filter(({ severity }) => severity === 'error');
  const missing = !preview.missing ? [] : [t('preview.missing', { token: preview.missing })];
  const said = [...new Set([...missing, ...errors.map(({ message }) => writer.text(message))])];
  if (said.length === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      c="var(--cauce-ink)"
      icon={<IconAlertTriangle />}
      title={t('preview.faults')}
      w="100%"
    >
      {said.map((text) => (
        <p key={text} className={classes['fault']}>
          {text}
        </p>
      ))}
    </Alert>
  );
}

interface BodyProps extends Props {
  readonly preview: TemplatePreview;
}

function Body({ preview, sight, view }: BodyProps) {
  const t = useTemplateTexts();
  const { channel, language, dark } = sight;
  const drawn = preview.html !== '';
  if (channel === 'voice') {
    return (
      <ol className={classes['script']} lang={language}>
        {linesOf(preview.text).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same line may be said twice, and lines never move
          <li key={index}>{line}</li>
        ))}
      </ol>
    );
  }
  if (drawn && view !== 'text') {
    return (
      <iframe
        className={classes['frame']}
        data-dark={dark}
        style={{ width: channel === 'letter' ? undefined : WIDTHS[view] }}
        title={t(`preview.views.${view}`)}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={mailDocument(channel === 'letter' ? onPaper(preview.html) : preview.html)}
      />
    );
  }
  return (
    <pre className={drawn ? classes['text'] : classes['bubble']} lang={language}>
      {preview.text}
    </pre>
  );
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
