import { ScrollArea, Tabs } from '@mantine/core';
import type { Component } from 'grapesjs';
import { BlockPanel } from './BlockPanel';
import classes from './Canvas.module.css';
import { Outline } from './Outline';
import { useCanvasTexts } from './texts';

interface Props {
  readonly moment: number;
  readonly onKeep?: ((component: Component) => void) | undefined;
}

/** The panel beside the canvas: the chosen block, and the outline of all. */
export function Side({ moment, onKeep }: Props) {
  const t = useCanvasTexts();
  return (
    <aside className={classes['right']} aria-label={t('side.label')}>
      <Tabs defaultValue="block" keepMounted={false} className={classes['tabs'] ?? ''}>
        <Tabs.List grow>
          <Tabs.Tab value="block">{t('side.block')}</Tabs.Tab>
          <Tabs.Tab value="outline">{t('side.outline')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="block" className={classes['panel'] ?? ''}>
          <ScrollArea h="100%" type="hover">
            <BlockPanel onKeep={onKeep} />
          </ScrollArea>
        </Tabs.Panel>
        <Tabs.Panel value="outline" className={classes['panel'] ?? ''}>
          <ScrollArea h="100%" type="hover">
            <Outline moment={moment} />
          </ScrollArea>
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}
