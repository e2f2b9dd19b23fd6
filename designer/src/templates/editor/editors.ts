import { type LazyExoticComponent, lazy } from 'react';
import type { Channel } from '../document';
import { bringPageTexts } from '../landing/texts';
import { bringMailTexts } from '../mail/texts';
import { bringEditorTexts } from '../texts/texts';
import type { TemplateEditor } from './contract';

/** The editor of each channel, whose code is fetched when a template of it is opened. */
export const EDITORS: Readonly<Record<Channel, LazyExoticComponent<TemplateEditor>>> = {
  email: lazy(async () => {
    const [{ MailEditor }] = await Promise.all([import('../mail/MailEditor'), bringMailTexts()]);
    return { default: MailEditor };
  }),
  page: lazy(async () => {
    const [{ PageEditor }] = await Promise.all([import('../landing/PageEditor'), bringPageTexts()]);
    return { default: PageEditor };
  }),
  sms: lazy(async () => {
    await bringEditorTexts();
    return { default: (await import('../texts/SmsEditor')).SmsEditor };
  }),
  whatsapp: lazy(async () => {
    await bringEditorTexts();
    return { default: (await import('../texts/WhatsAppEditor')).WhatsAppEditor };
  }),
  voice: lazy(async () => {
    await bringEditorTexts();
    return { default: (await import('../texts/VoiceEditor')).VoiceEditor };
  }),
  letter: lazy(async () => {
    await bringEditorTexts();
    return { default: (await import('../texts/LetterEditor')).LetterEditor };
  }),
};
