import { ActionIcon, Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useWriter } from '../../i18n/use';
import { nodeById } from '../document';
import { useDocument, useEditor, useScope, useSentence } from '../editor/scope';
import panelClasses from '../panel/Panel.module.css';
import { elsewhere } from './flowing';
import classes from './Live.module.css';
import { PeopleHere } from './PeopleHere';
import { useLiveTexts } from './texts';

interface Props {
  readonly narrow: boolean;
  readonly paused: boolean;
  /** The number of the version that is drawn. */
  readonly version: number;
}

/** Steps of older versions on which people still stand: each opens like one that is drawn. */
function Elsewhere({ onOpen }: { readonly onOpen: (node: string) => void }) {
  const t = useLiveTexts();
  const writer = useWriter();
  const { counts } = useScope();
  const document = useDocument();
  const others = counts === null ? [] : elsewhere(counts, new Set(document.nodes.map(({ id }) => id)));
  if (others.length === 0) {
    return null;
  }
  return (
    <div className={classes['elsewhere']} role="note">
      <span>{t('elsewhere', { count: others.reduce((sum, { here }) => sum + here, 0) })}</span>
      {others.map(({ node, here }) => (
        <button key={node} type="button" onClick={() => onOpen(node)}>
          {node} <b className="figures">{writer.number(here)}</b>
        </button>
      ))}
    </div>
  );
}

/** Who stands on the step that is open; on a narrow screen a sheet from below. */
export function LivePanel({ narrow, paused, version }: Props) {
  const t = useLiveTexts();
  const { store } = useScope();
  const document = useDocument();
  const sentence = useSentence();
  const drawn = useEditor((state) => (state.panel.kind === 'node' ? state.panel.id : null));
  const [other, setOther] = useState<string | null>(null);
  const open = drawn ?? other;
  const step = drawn === null ? undefined : nodeById(document, drawn);
  const title = step === undefined ? t('olderStep') : sentence(step);
  const close = () => {
    setOther(null);
    store.getState().select([], []);
    store.getState().show({ kind: 'none' });
  };
  const people = open !== null && <PeopleHere key={open} node={open} paused={paused} version={version} />;
  const openOther = (node: string) => {
    close();
    setOther(node);
  };
  if (narrow) {
    return (
      <>
        <Elsewhere onOpen={openOther} />
        <Drawer
          opened={open !== null}
          onClose={close}
          position="bottom"
          size="62dvh"
          radius="lg"
          title={<b>{title}</b>}
        >
          {people}
        </Drawer>
      </>
    );
  }
  return (
    <>
      <Elsewhere onOpen={openOther} />
      {open === null ? null : (
        <aside className={panelClasses['panel']} aria-label={t('people.title')}>
          <header className={panelClasses['header']}>
            <h2 className={panelClasses['title']}>{title}</h2>
            <ActionIcon variant="subtle" color="gray.7" aria-label={t('people.close')} onClick={close}>
              <IconX size={18} />
            </ActionIcon>
          </header>
          <div className={panelClasses['content']}>{people}</div>
        </aside>
      )}
    </>
  );
}
