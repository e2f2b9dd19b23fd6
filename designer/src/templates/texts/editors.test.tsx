import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import type { TemplateEditorProps, VariantWords } from '../editor/contract';
import tokensEn from '../tokens/texts/en.json';
import { SmsEditor } from './SmsEditor';
import en from './texts/en.json';
import { VoiceEditor } from './VoiceEditor';
import { WhatsAppEditor } from './WhatsAppEditor';

const TOKENS = ['debtor.first_name', 'account.creditor', 'link.page'].map((name) => ({
  name,
  type: 'text',
  labels: { es: name, en: name },
  sample: 'Lucia',
  formats: [''],
  scope: name.split('.')[0],
  custom: false,
}));

beforeEach(() => {
  i18next.addResourceBundle('en', 'tokens', tokensEn);
  i18next.addResourceBundle('en', 'editors', en);
  serve({
    'GET /api/v1/designs/tokens': () => ({ body: { tokens: TOKENS } }),
    'GET /api/v1/prices': () => ({ body: { currency: 'EUR', millionths: { sms: 45_000 } } }),
  });
});

interface Shown {
  readonly Editor: (props: TemplateEditorProps) => React.ReactNode;
  readonly words: VariantWords;
  readonly onChange: (changed: Partial<VariantWords>) => void;
  readonly onHandle?: TemplateEditorProps['onHandle'];
}

function Room({ Editor, words, onChange, onHandle = () => undefined }: Shown) {
  const [first] = useState(words);
  return (
    <Editor
      template="own"
      channel="sms"
      language="en"
      brand=""
      words={first}
      readOnly={false}
      problems={[]}
      onChange={onChange}
      onHandle={onHandle}
      onUndoState={() => undefined}
    />
  );
}

describe('the editor of an SMS', () => {
  it('tells nothing when it opens, and shows parts, price and the sample', async () => {
    const change = vi.fn();
    draw(
      <Room
        Editor={SmsEditor as Shown['Editor']}
        words={{ content: { text: 'Hi {{ debtor.first_name }}' } }}
        onChange={change}
      />,
    );
    await waitFor(() => expect(screen.getByRole('status', { name: 'Parts and cost' }).textContent).toContain('€0.045'));
    expect(screen.getByRole('status', { name: 'Parts and cost' }).textContent).toContain('1 part');
    expect(screen.getByRole('region', { name: 'How it looks' }).textContent).toContain('Hi Lucia');
    expect(change).not.toHaveBeenCalled();
  });

  it('makes signs plain with one click, and takes that back', async () => {
    const change = vi.fn();
    let handle: Parameters<TemplateEditorProps['onHandle']>[0] = null;
    draw(
      <Room
        Editor={SmsEditor as Shown['Editor']}
        words={{ content: { text: '“Hi” {{ debtor.first_name }}' } }}
        onChange={change}
        onHandle={(given) => {
          handle = given;
        }}
      />,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Replace the signs by plain ones' }));
    expect(change).toHaveBeenLastCalledWith({ content: { text: '"Hi" {{ debtor.first_name }}' } });
    (handle as Parameters<TemplateEditorProps['onHandle']>[0])?.undo();
    await waitFor(() => expect(change).toHaveBeenLastCalledWith({ content: { text: '“Hi” {{ debtor.first_name }}' } }));
  });
});

describe('the editor of a call', () => {
  it('adds a menu that asks who listens, and tells of a debt before it', async () => {
    const change = vi.fn();
    const script = [{ id: 's1', kind: 'say', text: 'You owe {{ account.balance }}' }];
    draw(<Room Editor={VoiceEditor as Shown['Editor']} words={{ content: { script } }} onChange={change} />);
    expect((await screen.findAllByText(en.voice.discloses)).length).toBeGreaterThan(0);
    await userEvent.click(screen.getByRole('button', { name: 'Key menu' }));
    const last = change.mock.lastCall?.[0] as { content: { script: { kind: string; keys?: { act: string }[] }[] } };
    expect(last.content.script.map((step) => step.kind)).toEqual(['say', 'menu']);
    expect(last.content.script[1]?.keys?.map((key) => key.act)).toEqual(['confirm', 'wrong_person', 'stop']);
    await userEvent.click(screen.getByRole('button', { name: 'Remove step 1' }));
    expect(screen.queryByText(en.voice.discloses)).toBeNull();
  });
});

describe('the editor of a WhatsApp message', () => {
  it('adds a button with a link and shows what Meta would refuse', async () => {
    const change = vi.fn();
    draw(
      <Room
        Editor={WhatsAppEditor as Shown['Editor']}
        words={{ content: { text: 'Hi, {{ debtor.first_name }}' } }}
        onChange={change}
      />,
    );
    expect(await screen.findByText(en.whatsapp.fault.edge)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Button with a link' }));
    expect(change.mock.lastCall?.[0]).toMatchObject({
      content: { buttons: [{ kind: 'url', text: 'See my options', url: '{{ link.page }}' }] },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Remove the button See my options' }));
    expect(change.mock.lastCall?.[0]).toMatchObject({ content: { buttons: [] } });
  });
});
