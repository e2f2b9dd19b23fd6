import { ActionIcon, Button, Group, Skeleton, Switch, Text } from '@mantine/core';
import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, take } from '../../../api/client';
import desk from '../Desk.module.css';
import type { Variant } from '../props';
import { useEditorTexts } from '../texts';
import { letterIn, SHEETS, type Sheet } from './content';
import classes from './Letter.module.css';
import { MM, pagedDocument } from './paged';

interface Props {
  readonly variant: Variant;
  readonly language: string;
  readonly brand: string;
}

const PAUSE = 600;

/** The letter as it is printed, page by page, with the window of the envelope and the folds over it. */
export function LetterPages({ variant, language, brand }: Props) {
  const t = useEditorTexts();
  const [settled] = useDebouncedValue(variant, PAUSE);
  const [overlay, setOverlay] = useState(true);
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['letter', settled, language, brand],
    queryFn: ({ signal }) => preview(settled, language, brand, false, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const sheet = SHEETS[letterIn(variant.content).window];
  const open = async () => {
    const { pdf } = await preview(variant, language, brand, true);
    if (!pdf) return;
    const bytes = Uint8Array.from(atob(pdf), (letter) => letter.charCodeAt(0));
    globalThis.open(URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' })), '_blank', 'noopener');
  };
  return (
    <section className={desk['wide']} aria-label={t('look')} aria-busy={isPlaceholderData}>
      <Group justify="space-between" mb="xs">
        <Switch
          size="xs"
          label={t('letter.overlay')}
          checked={overlay}
          onChange={(event) => setOverlay(event.currentTarget.checked)}
        />
        <Button size="compact-sm" variant="default" onClick={open}>
          {t('letter.pdf')}
        </Button>
      </Group>
      {data?.html ? (
        <Pages html={data.html} sheet={sheet} overlay={overlay} />
      ) : (
        <Nothing failed={isError || data !== undefined} />
      )}
    </section>
  );
}

function Nothing({ failed }: { readonly failed: boolean }) {
  const t = useEditorTexts();
  if (!failed) return <Skeleton height={480} aria-label={t('letter.waiting')} />;
  return (
    <Text c="dimmed" role="status">
      {t('letter.failed')}
    </Text>
  );
}

function Pages({ html, sheet, overlay }: { readonly html: string; readonly sheet: Sheet; readonly overlay: boolean }) {
  const t = useEditorTexts();
  const { ref, width } = useElementSize();
  const frame = useRef<HTMLIFrameElement>(null);
  const [pages, setPages] = useState(1);
  const [chosen, setPage] = useState(1);
  const page = Math.min(chosen, pages);
  const scale = width > 0 ? width / (sheet.width * MM) : 0.5;
  const count = () => {
    const inside = frame.current?.contentDocument?.documentElement;
    if (inside) setPages(Math.max(1, Math.round(inside.scrollWidth / (sheet.width * MM))));
  };
  const { left, top, width: wide, height } = sheet.window;
  const share = (length: number, of: number) => `${(100 * length) / of}%`;
  return (
    <>
      <div ref={ref} className={classes['paper']} style={{ aspectRatio: `${sheet.width} / ${sheet.height}` }}>
        <iframe
          ref={frame}
          className={classes['frame']}
          title={t('letter.page', { page, pages })}
          sandbox="allow-same-origin"
          srcDoc={pagedDocument(html, sheet)}
          onLoad={count}
          style={{
            width: `${sheet.width * pages}mm`,
            height: `${sheet.height}mm`,
            transform: `scale(${scale}) translateX(-${sheet.width * (page - 1)}mm)`,
          }}
        />
        {overlay && page === 1 && (
          <span
            className={classes['window']}
            style={{
              left: share(left, sheet.width),
              top: share(top, sheet.height),
              width: share(wide, sheet.width),
              height: share(height, sheet.height),
            }}
          />
        )}
        {overlay &&
          sheet.folds.map((fold) => (
            <span key={fold} className={classes['fold']} style={{ top: share(fold, sheet.height) }} />
          ))}
      </div>
      {pages > 1 && (
        <Group justify="center" gap="xs" mt="xs">
          <ActionIcon
            variant="default"
            aria-label={t('letter.previous')}
            disabled={page === 1}
            onClick={() => setPage(page - 1)}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
          <Text size="sm">{t('letter.page', { page, pages })}</Text>
          <ActionIcon
            variant="default"
            aria-label={t('letter.next')}
            disabled={page === pages}
            onClick={() => setPage(page + 1)}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
        </Group>
      )}
    </>
  );
}

function preview(variant: Variant, language: string, brand: string, pdf: boolean, signal?: AbortSignal) {
  const one = { ...variant, id: 'a', share: 100, subject: variant.subject ?? '' };
  const document = { schema_version: 1, channel: 'letter', brand, languages: { [language]: { variants: [one] } } };
  const body = { channel: 'letter', document, language, variant: 'a', pdf };
  return take(api.POST('/api/v1/templates/preview', { body, ...(signal ? { signal } : {}) }));
}
