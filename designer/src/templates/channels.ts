import {
  type Icon,
  IconBrandWhatsapp,
  IconBrowser,
  IconFileText,
  IconMail,
  IconMessage,
  IconPhone,
} from '@tabler/icons-react';
import { lifted } from '../theme/lifted';
import type { Channel } from './document';

interface ChannelLook {
  readonly icon: Icon;
  readonly color: string;
}

/** The sign and the colour of each channel. */
export const CHANNEL_LOOKS: Readonly<Record<Channel, ChannelLook>> = {
  email: { icon: IconMail, color: 'var(--cauce-email)' },
  page: { icon: IconBrowser, color: 'var(--cauce-brand)' },
  sms: { icon: IconMessage, color: 'var(--cauce-sms)' },
  whatsapp: { icon: IconBrandWhatsapp, color: lifted('#2c7a4b') },
  voice: { icon: IconPhone, color: 'var(--cauce-call)' },
  letter: { icon: IconFileText, color: 'var(--cauce-letter)' },
};
