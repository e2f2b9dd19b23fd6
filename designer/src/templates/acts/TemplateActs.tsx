import { ActionIcon, Menu } from '@mantine/core';
import { type Icon, IconArchive, IconArchiveOff, IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useWriter } from '../../i18n/use';
import { useTemplateTexts } from '../frame/texts';
import { type ActedOn, type TemplateAct, useTemplateActs } from './useTemplateActs';

const ICONS: Readonly<Record<TemplateAct, Icon>> = {
  edit: IconPencil,
  copy: IconCopy,
  archive: IconArchive,
  unarchive: IconArchiveOff,
  delete: IconTrash,
};

interface Props {
  readonly template: ActedOn;
  /** What a room has as buttons of its own. */
  readonly without?: readonly TemplateAct[];
  readonly onGone?: () => void;
  readonly variant?: 'subtle' | 'default';
}

/** What can be done with a template, as a menu; nothing for those who may only look. */
export function TemplateActs({ template, without = [], onGone, variant = 'subtle' }: Props) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const { acts, act, dialog } = useTemplateActs(template, onGone);
  const offered = acts.filter((one) => !without.includes(one));
  if (offered.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant={variant}
            color="quiet"
            size={variant === 'default' ? 36 : 'md'}
            aria-label={t('acts.menu', { name: writer.text(template.name) })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((one) => {
            const OneIcon = ICONS[one];
            return (
              <Menu.Item
                key={one}
                {...(one === 'delete' ? { color: 'var(--cauce-error)' } : {})}
                leftSection={<OneIcon size={16} aria-hidden />}
                onClick={() => act(one)}
              >
                {t(template.own || one !== 'copy' ? `acts.${one}` : 'acts.useAsBase')}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
