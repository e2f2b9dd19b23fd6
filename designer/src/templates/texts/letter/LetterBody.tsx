import { ActionIcon, Input } from '@mantine/core';
import {
  IconBold,
  IconBraces,
  IconH2,
  IconItalic,
  IconList,
  IconListNumbers,
  IconPageBreak,
  IconTable,
} from '@tabler/icons-react';
import { type Editor, EditorContent, type JSONContent, useEditor, useEditorState } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useId, useRef } from 'react';
import { CodeNode, TokenNode } from '../../tokens/node';
import { useTokenTexts } from '../../tokens/texts';
import { useTokenPicking } from '../../tokens/useTokenPicking';
import { useEditorTexts } from '../texts';
import classes from './Letter.module.css';
import { FactNode, FactsNode, PageBreakNode } from './nodes';

interface Props {
  readonly doc: JSONContent;
  readonly disabled: boolean;
  readonly onChange: (doc: JSONContent) => void;
}

/** What a letter can hold; the server refuses anything else. */
const KIT = StarterKit.configure({
  blockquote: false,
  code: false,
  codeBlock: false,
  heading: { levels: [2] },
  horizontalRule: false,
  link: false,
  strike: false,
  trailingNode: false,
  underline: false,
});

const EMPTY_FACTS = (label: string): JSONContent => ({ type: 'facts', content: [{ type: 'fact', attrs: { label } }] });

/** The page that begins needs a place to write in, or what is typed next would take the place of the break. */
const PAGE_BREAK: JSONContent[] = [{ type: 'pageBreak' }, { type: 'paragraph' }];

const TOOLS = [
  { name: 'bold', Icon: IconBold, act: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { name: 'italic', Icon: IconItalic, act: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  { name: 'heading', Icon: IconH2, act: (editor: Editor) => editor.chain().focus().toggleHeading({ level: 2 }).run() },
  { name: 'bulletList', Icon: IconList, act: (editor: Editor) => editor.chain().focus().toggleBulletList().run() },
  {
    name: 'orderedList',
    Icon: IconListNumbers,
    act: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'facts',
    Icon: IconTable,
    act: (editor: Editor, label: string) => editor.chain().focus().insertContent(EMPTY_FACTS(label)).run(),
  },
  {
    name: 'pageBreak',
    Icon: IconPageBreak,
    act: (editor: Editor) => editor.chain().focus().insertContent(PAGE_BREAK).run(),
  },
] as const;

/** The text of a letter: paragraphs, headings, lists, tables of facts and tokens. */
export function LetterBody({ doc, disabled, onChange }: Props) {
  const t = useEditorTexts();
  const id = useId();
  const picking = useTokenPicking();
  const written = useRef(doc);
  const tell = useRef(onChange);
  tell.current = onChange;
  const editor = useEditor({
    extensions: [KIT, TokenNode, CodeNode, FactsNode, FactNode, PageBreakNode, picking.extension],
    content: doc,
    editable: !disabled,
    editorProps: {
      attributes: {
        'aria-labelledby': `${id}-label`,
        'aria-multiline': 'true',
        role: 'textbox',
        class: classes['body'] ?? '',
        dir: 'auto',
      },
    },
    onUpdate: ({ editor: changed }) => {
      written.current = changed.getJSON();
      tell.current(written.current);
    },
  });
  picking.attach(editor);
  useEffect(() => {
    if (!editor || doc === written.current) return;
    written.current = doc;
    editor.commands.setContent(doc, { emitUpdate: false });
  }, [editor, doc]);
  return (
    <Input.Wrapper label={t('letter.body')} labelElement="div" labelProps={{ id: `${id}-label` }}>
      <div className={classes['box']}>
        {editor && !disabled && <Tools editor={editor} onToken={picking.open} />}
        <EditorContent editor={editor} />
      </div>
      {picking.picker}
    </Input.Wrapper>
  );
}

/** The buttons above the text. */
function Tools({ editor, onToken }: { readonly editor: Editor; readonly onToken: () => void }) {
  const t = useEditorTexts();
  const tokens = useTokenTexts();
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => TOOLS.filter(({ name }) => now.isActive(name)).map(({ name }) => name),
  });
  return (
    <div className={classes['tools']} role="toolbar" aria-label={t('letter.toolbar')}>
      {TOOLS.map(({ name, Icon, act }) => (
        <ActionIcon
          key={name}
          variant={active.includes(name) ? 'light' : 'subtle'}
          color={active.includes(name) ? 'brand' : 'quiet'}
          aria-label={t(`letter.tools.${name}`)}
          aria-pressed={active.includes(name)}
          title={t(`letter.tools.${name}`)}
          onClick={() => act(editor, t('letter.newFact'))}
        >
          <Icon size={16} />
        </ActionIcon>
      ))}
      <ActionIcon
        variant="subtle"
        color="quiet"
        aria-label={tokens('insert')}
        title={tokens('insert')}
        onClick={onToken}
      >
        <IconBraces size={16} />
      </ActionIcon>
    </div>
  );
}
