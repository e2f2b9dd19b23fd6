import { type NodeViewProps, NodeViewWrapper } from '@tiptap/react';
import classes from './Tokens.module.css';
import { useTokenTexts } from './texts';

/** A tag written by hand, inside a text. */
export function CodeChip({ node }: NodeViewProps) {
  const t = useTokenTexts();
  return (
    <NodeViewWrapper as="span" className={classes['code']} title={t('code')}>
      {String(node.attrs['source'])}
    </NodeViewWrapper>
  );
}
