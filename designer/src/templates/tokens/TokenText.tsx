import { ActionIcon, Input } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { Slice } from '@tiptap/pm/model';
import { EditorContent, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { CodeNode, TokenNode } from './node';
import { documentOf, textIn } from './plain';
import classes from './TokenText.module.css';
import { useTokenTexts } from './texts';
import { useTokenPicking } from './useTokenPicking';

interface Props {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** One line only: Enter does nothing. */
  readonly single?: boolean;
  readonly disabled?: boolean;
  readonly direction?: 'auto' | 'ltr';
}

const PLAIN = StarterKit.configure({
  blockquote: false,
  bold: false,
  bulletList: false,
  code: false,
  codeBlock: false,
  hardBreak: false,
  heading: false,
  horizontalRule: false,
  italic: false,
  link: false,
  listItem: false,
  listKeymap: false,
  orderedList: false,
  strike: false,
  trailingNode: false,
  underline: false,
});

/** A text without any form in which tokens are chips; needs a `TokensContext` above it. */
export function TokenText({ label, help, error, value, onChange, single = false, disabled = false, direction }: Props) {
  const t = useTokenTexts();
  const id = useId();
  const picking = useTokenPicking();
  const written = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  const editor = useEditor({
    extensions: [PLAIN, TokenNode, CodeNode, picking.extension],
    content: documentOf(value),
    editable: !disabled,
    editorProps: {
      attributes: {
        'aria-labelledby': `${id}-label`,
        'aria-multiline': String(!single),
        role: 'textbox',
        dir: direction ?? 'auto',
        class: (single ? classes['line'] : classes['text']) ?? '',
        ...(error ? { 'aria-invalid': 'true' } : {}),
      },
      handleKeyDown: (_, event) => single && event.key === 'Enter' && !event.defaultPrevented && isPlain(event),
      clipboardTextParser: (text, _context, _isPlain, view) => {
        const lines = single ? text.replaceAll(/\s*\n\s*/g, ' ') : text.replaceAll('\r', '');
        const doc = view.state.schema.nodeFromJSON(documentOf(lines));
        return new Slice(doc.content, 1, 1);
      },
    },
    onUpdate: ({ editor: changed }) => {
      const text = textIn(changed.getJSON());
      if (text === written.current) return;
      written.current = text;
      tell.current(text);
    },
  });
  picking.attach(editor);
  useEffect(() => {
    if (!editor || value === written.current) return;
    written.current = value;
    editor.commands.setContent(documentOf(value), { emitUpdate: false });
  }, [editor, value]);
  useEffect(() => {
    editor?.setEditable(!disabled, false);
  }, [editor, disabled]);
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      description={help}
      error={error}
      classNames={{ root: classes['root'] ?? '' }}
    >
      <div className={classes['box']} data-invalid={Boolean(error) || undefined}>
        <EditorContent editor={editor} className={classes['content'] ?? ''} />
        {!disabled && (
          <ActionIcon
            variant="subtle"
            color="quiet"
            className={classes['insert'] ?? ''}
            aria-label={`${t('insert')}: ${label}`}
            title={t('insert')}
            onClick={picking.open}
          >
            <IconBraces size={16} />
          </ActionIcon>
        )}
      </div>
      {picking.picker}
    </Input.Wrapper>
  );
}

/** Whether Enter was pressed alone on words, and not on a chip that it opens. */
const isPlain = (event: KeyboardEvent) => !(event.target instanceof HTMLButtonElement);
