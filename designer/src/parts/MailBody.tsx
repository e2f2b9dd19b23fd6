import { Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './MailBody.module.css';
import { mailDocument } from './mailDocument';
import { usePhone } from './screen';

const WIDTHS = { phone: 390, computer: 640 } as const;

type View = keyof typeof WIDTHS | 'text';

interface Props {
  readonly html: string | null;
  readonly text: string | null;
  readonly title: string;
  /** Fills the height that is there, instead of a height of its own. */
  readonly tall?: boolean;
}

/**
 * A mail as the debtor sees it: on a phone, on a computer, or its plain text. The frame's sandbox lets nothing
 * run; links open in a tab of their own, outside it.
 */
export function MailBody({ html, text, title, tall = false }: Props) {
  const { t } = useTranslation();
  const onPhone = usePhone();
  const views = viewsOf(html, text, onPhone);
  const [chosen, setChosen] = useState<View>('computer');
  const view = views.find((there) => there === chosen) ?? views[0];
  if (!view) return null;
  return (
    <div className={tall ? classes['tall'] : classes['body']}>
      <Group justify="center" p="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('mail.view')}
          data={views.map((value) => ({ value, label: t(`mail.${value}`) }))}
          value={view}
          onChange={setChosen}
        />
      </Group>
      {view === 'text' ? (
        <pre className={classes['text']}>{text}</pre>
      ) : (
        <iframe
          className={classes['frame']}
          style={{ maxWidth: WIDTHS[view] }}
          title={title}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={mailDocument(html ?? '')}
        />
      )}
    </div>
  );
}

/** The ways to look at a mail that there are: a phone has no room for a computer's. */
function viewsOf(html: string | null, text: string | null, onPhone: boolean): readonly View[] {
  const drawn: readonly View[] = onPhone ? ['phone'] : ['phone', 'computer'];
  return [...(html ? drawn : []), ...(text ? (['text'] as const) : [])];
}
