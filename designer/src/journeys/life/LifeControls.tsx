import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useListTexts } from '../list/texts';
import type { LifeAct } from './life';
import { LIFE_ICONS, LifeItems } from './useLifeActs';

interface Props {
  readonly name: string;
  readonly acts: readonly LifeAct[];
  readonly onAct: (act: LifeAct) => void;
}

/** In the editor's bar: pausing at hand, for it is urgent when it is needed; the other acts in a menu. */
export function LifeControls({ name, acts, onAct }: Props) {
  const t = useListTexts();
  const first = acts.find((act) => act === 'pause');
  const others = acts.filter((act) => act !== first);
  const FirstIcon = first && LIFE_ICONS[first];
  return (
    <>
      {first && FirstIcon && (
        <>
          <Button
            variant="default"
            size="sm"
            visibleFrom="md"
            leftSection={<FirstIcon size={16} aria-hidden />}
            onClick={() => onAct(first)}
          >
            {t(`life.act.${first}`)}
          </Button>
          <Tooltip label={t(`life.act.${first}`)}>
            <ActionIcon
              variant="default"
              size={36}
              hiddenFrom="md"
              aria-label={t(`life.act.${first}`)}
              onClick={() => onAct(first)}
            >
              <FirstIcon size={18} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      {others.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t('acts', { name })}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <LifeItems acts={others} onAct={onAct} />
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
