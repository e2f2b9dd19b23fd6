import { Popover } from '@mantine/core';
import { type NodeViewProps, NodeViewWrapper } from '@tiptap/react';
import { useRef, useState } from 'react';
import { useWriter } from '../../i18n/use';
import { useKnownTokens } from './context';
import type { Token } from './expression';
import { TokenForm } from './TokenForm';
import { type Place, TokenPicker } from './TokenPicker';
import classes from './Tokens.module.css';
import { useTokenTexts } from './texts';
import { tokenOf } from './tokens';

/** A token inside a text: its field's name; red where there is no such field any more. */
export function TokenChip({ node, editor, updateAttributes, deleteNode }: NodeViewProps) {
  const t = useTokenTexts();
  const { text } = useWriter();
  const tokens = useKnownTokens();
  const chip = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const [place, setPlace] = useState<Place | null>(null);
  const token = {
    token: String(node.attrs['token']),
    format: String(node.attrs['format']),
    fallback: String(node.attrs['fallback']),
  };
  const info = tokens.byName.get(token.token);
  const isWrong = tokens.ready && info === undefined;
  const label = isWrong ? t('unknown', { name: token.token }) : info ? text(info.labels) : token.token;
  const close = () => {
    setOpened(false);
    setPlace(null);
    editor.view.focus();
  };
  const change = (next: Token) => updateAttributes({ ...next });
  return (
    <NodeViewWrapper as="span">
      <Popover
        opened={opened}
        onChange={setOpened}
        trapFocus
        withinPortal
        width={320}
        shadow="md"
        position="bottom-start"
      >
        <Popover.Target>
          <button
            ref={chip}
            type="button"
            className={classes['chip']}
            data-wrong={isWrong || undefined}
            aria-label={t('chip', { label })}
            title={token.token}
            disabled={!editor.isEditable}
            onClick={() => setOpened(true)}
          >
            {label}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('edit')}>
          <TokenForm
            token={token}
            tokens={tokens}
            onChange={change}
            onRemove={deleteNode}
            onDone={close}
            onReplace={() => {
              setOpened(false);
              if (chip.current) setPlace(chip.current.getBoundingClientRect());
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <TokenPicker
        tokens={tokens}
        place={place}
        onClose={close}
        onPick={(picked) => {
          change({ ...tokenOf(picked), fallback: token.fallback });
          close();
        }}
      />
    </NodeViewWrapper>
  );
}
