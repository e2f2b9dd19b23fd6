import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { draw } from '../../../testing/draw';
import { serve } from '../../../testing/server';
import type { AttributeSchema } from '../design';
import { bringCanvasTexts } from '../texts';
import { INPUTS } from './inputs';

beforeEach(bringCanvasTexts);

const OWN_FILE = '^(|/assets/[A-Za-z0-9._/-]+)$(?!\\n)';
const ANYWHERE = '^(|/assets/[A-Za-z0-9._/-]+|https?://[^\\s]+)$(?!\\n)';

const PLAN = {
  id: 4,
  kind: 'document',
  name: 'Plan de pagos.pdf',
  folder_id: null,
  alt: {},
  url: '/assets/4f.pdf',
  thumbnail: null,
  media_type: 'application/pdf',
  width: 0,
  height: 0,
  size: 12_000,
  sizes: [],
  created_at: '2026-03-02T09:00:00Z',
  created_by: null,
};

interface FieldProps {
  readonly widget: string;
  readonly start: string;
  readonly schema: AttributeSchema;
  readonly onKeep: (value: string) => void;
}

/** An input of a form that keeps what it is given. */
function Field({ widget, start, schema, onKeep }: FieldProps) {
  const [value, setValue] = useState(start);
  const Input = INPUTS[widget];
  if (!Input) throw new Error(`no input for ${widget}`);
  const keep = (next: string) => {
    onKeep(next);
    setValue(next);
  };
  const words = { label: 'File', help: null, placeholder: '' };
  return <Input {...words} name="src" schema={schema} value={value} disabled={false} onChange={keep} />;
}

function open(widget: string, start: string, schema: AttributeSchema = { pattern: OWN_FILE }) {
  const kept: string[] = [];
  const came = serve({
    'GET /api/v1/assets': (request) => {
      const query = new URL(request.url).searchParams;
      const isThere = query.get('kind') === 'document' || query.get('url') === PLAN.url;
      return { body: isThere ? { items: [PLAN], total: 1 } : { items: [], total: 0 } };
    },
    'GET /api/v1/asset-folders': () => ({ body: { items: [] } }),
  });
  draw(<Field widget={widget} start={start} schema={schema} onKeep={(value) => kept.push(value)} />);
  return { kept, came, user: userEvent.setup() };
}

describe('a file of a block', () => {
  it('is picked from the library among those of its kind, shown by its name, and taken away', async () => {
    const { kept, came, user } = open('document', '');
    const field = screen.getByRole('group', { name: 'File' });
    expect(within(field).queryByRole('textbox')).toBeNull();
    await user.click(within(field).getByRole('button', { name: 'Choose from the library' }));
    const dialog = await screen.findByRole('dialog', { name: 'Choose a document' });
    await user.click(await within(dialog).findByRole('button', { name: /Plan de pagos/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Use this file' }));
    expect(kept).toEqual(['/assets/4f.pdf']);
    expect(await within(field).findByText('Plan de pagos.pdf')).toBeDefined();
    expect(within(field).queryByText('/assets/4f.pdf')).toBeNull();
    expect(came.some(({ url }) => url.includes('kind=document'))).toBe(true);
    await user.click(within(field).getByRole('button', { name: 'Remove' }));
    expect(kept.at(-1)).toBe('');
    expect(within(field).queryByText('Plan de pagos.pdf')).toBeNull();
  });

  it.each(['image', 'video', 'captions', 'document'])('of the kind %s is looked for among its own', async (kind) => {
    const { came, user } = open(kind, '');
    await user.click(screen.getByRole('button', { name: 'Choose from the library' }));
    await screen.findByRole('dialog');
    expect(came.map(({ url }) => new URL(url).searchParams.get('kind')).filter(Boolean)).toEqual([kind]);
  });

  it('that the library lost is told', async () => {
    open('video', '/assets/gone.mp4');
    expect(await screen.findByText('This file is no longer in the library.')).toBeDefined();
  });

  it('may have an address elsewhere only where the block takes one', async () => {
    const { kept, user } = open('image', '', { pattern: ANYWHERE });
    await user.click(screen.getByRole('textbox', { name: 'File: Address elsewhere' }));
    await user.paste('https://example.com/a.png');
    expect(kept).toEqual(['https://example.com/a.png']);
  });
});
