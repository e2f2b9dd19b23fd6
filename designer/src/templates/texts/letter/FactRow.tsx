import { ActionIcon, Checkbox } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { NodeViewContent, type NodeViewProps, NodeViewWrapper } from '@tiptap/react';
import { useEditorTexts } from '../texts';
import classes from './Letter.module.css';

/** One row of the table of facts: its label, what it is, and whether it stays where that is not known. */
export function FactRow({ node, editor, updateAttributes, deleteNode, getPos }: NodeViewProps) {
  const t = useEditorTexts();
  const label = String(node.attrs['label']);
  const remove = () => {
    const at = getPos();
    const table = at === undefined ? null : editor.state.doc.resolve(at);
    if (table && table.parent.childCount === 1) {
      editor.commands.deleteRange({ from: table.before(), to: table.after() });
    } else {
      deleteNode();
    }
  };
  return (
    <NodeViewWrapper className={classes['fact']}>
      <input
        contentEditable={false}
        className={classes['label']}
        aria-label={t('letter.factLabel')}
        value={label}
        maxLength={200}
        disabled={!editor.isEditable}
        onChange={(event) => updateAttributes({ label: event.currentTarget.value })}
      />
      <NodeViewContent className={classes['value'] ?? ''} />
      {editor.isEditable && (
        <span contentEditable={false} className={classes['acts']}>
          <Checkbox
            size="md"
            styles={{ label: { fontSize: 12 } }}
            label={t('letter.ifKnown')}
            checked={node.attrs['ifKnown'] === true}
            onChange={(event) => updateAttributes({ ifKnown: event.currentTarget.checked })}
          />
          <ActionIcon variant="subtle" color="quiet" aria-label={t('letter.removeFact', { label })} onClick={remove}>
            <IconTrash size={14} />
          </ActionIcon>
        </span>
      )}
    </NodeViewWrapper>
  );
}
