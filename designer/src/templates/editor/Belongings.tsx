import { Button, Popover, Select, Stack } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { templatesQuery } from '../api';
import { kitsQuery } from '../brand/calls';
import type { Channel, TemplateDocument, TemplateDraft } from '../document';
import { useTemplateTexts } from '../frame/texts';

interface Props {
  readonly channel: Channel;
  readonly document: TemplateDocument;
  readonly change: (edit: (draft: TemplateDraft) => TemplateDraft) => void;
}

const BRANDED: readonly Channel[] = ['email', 'page', 'letter'];

/** Whose brand a template wears, and which landing page its links open. */
export function Belongings({ channel, document, change }: Props) {
  const t = useTemplateTexts();
  return (
    <Popover withinPortal trapFocus position="bottom-start">
      <Popover.Target>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPalette size={14} aria-hidden />}>
          {t(channel === 'page' ? 'spot.brand' : BRANDED.includes(channel) ? 'spot.brandAndPage' : 'spot.page')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" w={280}>
          {BRANDED.includes(channel) && (
            <Kit
              value={document.brand}
              onChange={(brand) => change((draft) => ({ ...draft, document: { ...draft.document, brand } }))}
            />
          )}
          {channel !== 'page' && (
            <Page
              value={document.page}
              onChange={(page) => change((draft) => ({ ...draft, document: { ...draft.document, page } }))}
            />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface Choice {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Kit({ value, onChange }: Choice) {
  const t = useTemplateTexts();
  const kits = useQuery(kitsQuery).data?.items ?? [];
  const usual = kits.find((kit) => kit.default)?.name;
  const data = [
    { value: '', label: usual === undefined ? t('spot.house') : t('spot.usualKit', { name: usual }) },
    ...kits.map(({ key, name }) => ({ value: key, label: name })),
  ];
  return (
    <Select
      label={t('spot.brand')}
      description={t('spot.brandHelp')}
      comboboxProps={{ withinPortal: false }}
      allowDeselect={false}
      data={data}
      value={value}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

function Page({ value, onChange }: Choice) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const all = useQuery(templatesQuery).data?.items ?? [];
  const pages = all.filter((one) => one.channel === 'page' && (!one.own || one.version !== null) && !one.archived);
  const data = [
    { value: '', label: t('spot.usualPage') },
    ...pages.map(({ key, name }) => ({ value: key, label: writer.text(name) })),
  ];
  return (
    <Select
      label={t('spot.page')}
      description={t('spot.pageHelp')}
      comboboxProps={{ withinPortal: false }}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t('spot.noPage')}
      data={data}
      value={value}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
