import { Button, Group, Image, Input, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useWriter } from '../../../i18n/use';
import { type AssetKind, assetAtQuery } from '../../assets/calls';
import { KindIcon } from '../../assets/KindIcon';
import { useCanvasTexts } from '../texts';
import type { InputProps } from './input';

/** The library's own dialogue, fetched when somebody first asks for it. */
const Picker = lazy(async () => ({ default: (await import('../../assets/AssetPicker')).AssetPicker }));

const OURS = '/assets/';
const ELSEWHERE = 'https://example.com/file';

interface Props extends InputProps {
  readonly kind: AssetKind;
}

export const ImageSetting = (props: InputProps) => <LibrarySetting {...props} kind="image" />;
export const VideoSetting = (props: InputProps) => <LibrarySetting {...props} kind="video" />;
export const CaptionsSetting = (props: InputProps) => <LibrarySetting {...props} kind="captions" />;
export const DocumentSetting = (props: InputProps) => <LibrarySetting {...props} kind="document" />;

/** A file of the library by its name, or the address of one elsewhere where the block may show such. */
function LibrarySetting({ kind, schema, label, help, value, disabled, onChange }: Props) {
  const t = useCanvasTexts();
  const [isOpen, setOpen] = useState(false);
  const isOurs = value.startsWith(OURS);
  const mayBeElsewhere = new RegExp(schema.pattern ?? '').test(ELSEWHERE);
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <Stack gap={6} role="group" aria-label={label}>
        {kind === 'image' && isOurs && (
          <Image src={value} alt="" radius="sm" mah={140} fit="contain" bg="var(--cauce-canvas)" />
        )}
        {isOurs && <Named kind={kind} url={value} />}
        {!isOurs && !mayBeElsewhere && value !== '' && <Text size="sm">{value}</Text>}
        <Group gap={6}>
          <Button size="xs" variant="default" disabled={disabled} onClick={() => setOpen(true)}>
            {t(value === '' ? 'file.choose' : 'file.change')}
          </Button>
          {value !== '' && (
            <Button size="xs" variant="subtle" color="gray" disabled={disabled} onClick={() => onChange('')}>
              {t('file.remove')}
            </Button>
          )}
        </Group>
        {mayBeElsewhere && (
          <TextInput
            size="xs"
            aria-label={`${label}: ${t('file.address')}`}
            placeholder="https://…"
            disabled={disabled}
            value={isOurs ? '' : value}
            onChange={(event) => onChange(event.currentTarget.value.trim())}
          />
        )}
      </Stack>
      {isOpen && (
        <Suspense>
          <Picker
            kind={kind}
            onClose={() => setOpen(false)}
            onPick={(asset) => {
              onChange(asset.url);
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </Input.Wrapper>
  );
}

/** What the library calls the file at an address, and how large it is. */
function Named({ kind, url }: { readonly kind: AssetKind; readonly url: string }) {
  const t = useCanvasTexts();
  const writer = useWriter();
  const { data } = useQuery(assetAtQuery(url));
  if (data === undefined) return <Text size="sm">…</Text>;
  if (data === null) {
    return (
      <Text size="sm" c="var(--cauce-error)">
        {t('file.gone')}
      </Text>
    );
  }
  return (
    <Group gap={8} wrap="nowrap">
      {kind !== 'image' && <KindIcon kind={kind} size={20} />}
      <Text size="sm" fw={560} truncate title={data.name}>
        {data.name}
      </Text>
      <Text size="xs" c="dimmed" className="figures" style={{ flexShrink: 0 }}>
        {writer.bytes(data.size)}
      </Text>
    </Group>
  );
}
