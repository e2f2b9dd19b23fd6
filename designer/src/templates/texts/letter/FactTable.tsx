import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { NodeViewContent, type NodeViewProps, NodeViewWrapper } from '@tiptap/react';
import { useEditorTexts } from '../texts';
import classes from './Letter.module.css';

/** The table of facts while it is written, with a button for another row. */
export function FactTable({ node, editor, getPos }: NodeViewProps) {
  const t = useEditorTexts();
  const add = () => {
    const at = getPos();
    if (at === undefined) return;
    const row = { type: 'fact', attrs: { label: t('letter.newFact') } };
    editor
      .chain()
      .insertContentAt(at + node.nodeSize - 1, row)
      .run();
  };
  return (
    <NodeViewWrapper className={classes['facts']}>
      <NodeViewContent />
      {editor.isEditable && (
        <Button
          contentEditable={false}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={12} />}
          onClick={add}
        >
          {t('letter.addFact')}
        </Button>
      )}
    </NodeViewWrapper>
  );
}
