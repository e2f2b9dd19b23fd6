import { ActionIcon, Text, UnstyledButton } from '@mantine/core';
import { IconLayoutRows, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import classes from '../canvas/Canvas.module.css';
import type { ComponentJson } from '../canvas/design';
import { useDragging } from '../canvas/PalettePanel';
import { useCanvasTexts } from '../canvas/texts';
import { forgetSection, type SavedSection, sectionsQuery } from './calls';

interface Props {
  readonly channel: string;
  readonly onPut: (json: ComponentJson) => void;
}

/** Sections that were kept, to be put into any design of the channel. */
export function Sections({ channel, onPut }: Props) {
  const t = useCanvasTexts();
  const { data = [] } = useQuery(sectionsQuery(channel));
  return (
    <div>
      <h2 className={classes['category']}>{t('palette.sections')}</h2>
      {data.map((section) => (
        <Section key={section.id} section={section} channel={channel} onPut={onPut} />
      ))}
      {data.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('palette.noSections')}
        </Text>
      )}
    </div>
  );
}

function Section({ section, channel, onPut }: Props & { readonly section: SavedSection }) {
  const t = useCanvasTexts();
  const queries = useQueryClient();
  const drag = useDragging(`section-${section.id}`, () => section.component);
  return (
    <div className={classes['section']}>
      <UnstyledButton className={classes['tile']} {...drag} onClick={() => onPut(section.component)}>
        <IconLayoutRows size={18} stroke={1.6} aria-hidden />
        <span>{section.name}</span>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="quiet"
        aria-label={t('palette.removeSection', { name: section.name })}
        onClick={async () => {
          await forgetSection(section.id);
          await queries.invalidateQueries({ queryKey: sectionsQuery(channel).queryKey });
        }}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
