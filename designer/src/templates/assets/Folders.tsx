import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots, IconFolder, IconFolderOpen, IconFolderPlus, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ActDialog } from '../../parts/ActDialog';
import { useMay } from '../../session/store';
import classes from './Assets.module.css';
import { deleteFolder, type Folder, useRefresh } from './calls';
import { FolderDialog } from './FolderDialog';
import { useTexts } from './texts';
import { inTree } from './tree';

interface Props {
  readonly folders: readonly Folder[];
  /** The folder that is open; 0 is the top, null is everywhere. */
  readonly open: number | null;
  readonly onOpen: (folder: number | null) => void;
}

type Asked = { readonly act: 'make' } | { readonly act: 'edit' | 'delete'; readonly folder: Folder } | null;

/** The folders of the library, and what can be done to them. */
export function Folders({ folders, open, onOpen }: Props) {
  const t = useTexts();
  const mayEdit = useMay('templates:edit');
  const refresh = useRefresh();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  return (
    <nav aria-label={t('folders.title')}>
      <ul className={classes['folders']}>
        <Place name={t('folders.all')} here={open === null} onOpen={() => onOpen(null)} />
        <Place name={t('folders.top')} here={open === 0} onOpen={() => onOpen(0)} />
        {inTree(folders).map(({ folder, depth }) => (
          <Place
            key={folder.id}
            name={folder.name}
            count={folder.assets}
            depth={depth}
            here={open === folder.id}
            onOpen={() => onOpen(folder.id)}
          >
            {mayEdit && (
              <FolderMenu
                name={folder.name}
                onEdit={() => setAsked({ act: 'edit', folder })}
                onDelete={() => setAsked({ act: 'delete', folder })}
              />
            )}
          </Place>
        ))}
      </ul>
      {mayEdit && (
        <Group mt="xs">
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconFolderPlus size={18} />}
            onClick={() => setAsked({ act: 'make' })}
          >
            {t('folders.new')}
          </Button>
        </Group>
      )}
      {(asked?.act === 'make' || asked?.act === 'edit') && (
        <FolderDialog
          folders={folders}
          folder={asked.act === 'edit' ? asked.folder : null}
          inside={open || null}
          onClose={close}
        />
      )}
      {asked?.act === 'delete' && (
        <ActDialog
          title={t('folders.deleteTitle', { name: asked.folder.name })}
          effects={[t('folders.deleteEffect')]}
          confirm={t('folders.delete')}
          danger
          act={() => deleteFolder(asked.folder.id)}
          onDone={() => {
            if (open === asked.folder.id) onOpen(null);
            close();
            void refresh();
          }}
          onClose={close}
        />
      )}
    </nav>
  );
}

interface PlaceProps {
  readonly name: string;
  readonly here: boolean;
  readonly count?: number;
  readonly depth?: number;
  readonly onOpen: () => void;
  readonly children?: ReactNode;
}

function Place({ name, here, count, depth = 0, onOpen, children }: PlaceProps) {
  const Icon = here ? IconFolderOpen : IconFolder;
  return (
    <li className={classes['folder']} style={{ paddingInlineStart: depth * 16 }}>
      <button type="button" className={classes['open']} aria-current={here} onClick={onOpen}>
        <Icon size={18} stroke={1.6} aria-hidden />
        <Text component="span" truncate inherit>
          {name}
        </Text>
        {count !== undefined && count > 0 && <span className={`${classes['count']} figures`}>{count}</span>}
      </button>
      {children}
    </li>
  );
}

interface MenuProps {
  readonly name: string;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

function FolderMenu({ name, onEdit, onDelete }: MenuProps) {
  const t = useTexts();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="quiet" aria-label={t('folders.acts', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
          {t('folders.edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} />} c="var(--cauce-error)" onClick={onDelete}>
          {t('folders.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
