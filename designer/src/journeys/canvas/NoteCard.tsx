import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { NOTE_COLORS } from '../document';
import { useEditor, useScope } from '../editor/scope';
import { colorNote, deleteNotes, LONGEST_NOTE, noteById, writeNote } from '../edits/notes';
import { useTexts, useWords } from '../texts';
import type { NoteFlowNode } from './flow';
import { focusCard } from './focus';
import classes from './Note.module.css';

function NoteTools({ id }: { readonly id: string }) {
  const t = useTexts();
  const words = useWords();
  const { store } = useScope();
  return (
    <div className={`${classes['tools']} nodrag`}>
      {NOTE_COLORS.map((color) => (
        <button
          key={color}
          type="button"
          className={classes['color']}
          data-color={color}
          aria-label={words(`note.color.${color}`)}
          title={words(`note.color.${color}`)}
          onClick={() => store.getState().apply({ name: 'noteColor' }, (document) => colorNote(document, id, color))}
        />
      ))}
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray.7"
        aria-label={t('note.delete')}
        onClick={() => store.getState().apply({ name: 'delete' }, (document) => deleteNotes(document, [id]))}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </div>
  );
}

/** A note that is stuck to the drawing: people write to one another on it, and nothing else comes of it. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteFlowNode>) {
  const t = useTexts();
  const { store } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  // Straight from the document: by way of the drawing it would come too late, and the cursor would jump.
  const text = useEditor((state) => noteById(state.history.present, data.id)?.text ?? '');
  return (
    <div className={classes['note']} data-color={data.note.color} data-selected={selected}>
      <div className={classes['grip']}>{selected && !readOnly && <NoteTools id={data.id} />}</div>
      <textarea
        className={`${classes['text']} nodrag nopan nowheel`}
        aria-label={t('note.text')}
        placeholder={t('note.placeholder')}
        maxLength={LONGEST_NOTE}
        readOnly={readOnly}
        value={text}
        onChange={(event) =>
          store
            .getState()
            .apply({ name: 'noteWrite', merge: `note ${data.id}` }, (document) =>
              writeNote(document, data.id, event.currentTarget.value),
            )
        }
        onBlur={() => store.getState().seal()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') {
            focusCard(id);
          }
        }}
      />
    </div>
  );
});
