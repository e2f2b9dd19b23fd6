/** The icons that kinds of steps go by. A kind whose icon is not here gets a plain one. */

import {
  type Icon,
  IconArrowsSplit,
  IconArrowsSplit2,
  IconBell,
  IconBrandWhatsapp,
  IconBuildingBank,
  IconCalendar,
  IconCash,
  IconClock,
  IconDatabase,
  IconDeviceMobileMessage,
  IconFlag,
  IconGavel,
  IconGift,
  IconHandStop,
  IconHeartHandshake,
  IconHourglass,
  IconLogin2,
  IconMail,
  IconMailbox,
  IconMessage,
  IconPercentage,
  IconPhone,
  IconRepeat,
  IconRoute,
  IconScale,
  IconSparkles,
  IconSquareRounded,
  IconTag,
  IconUser,
  IconUserCheck,
  IconWebhook,
} from '@tabler/icons-react';

declare module 'react' {
  interface CSSProperties {
    /** The colour of a kind of step, as the server names it. */
    '--kind'?: string;
  }
}

const ICONS: Readonly<Record<string, Icon>> = {
  'arrows-split': IconArrowsSplit,
  'arrows-split-2': IconArrowsSplit2,
  bell: IconBell,
  'brand-whatsapp': IconBrandWhatsapp,
  'building-bank': IconBuildingBank,
  calendar: IconCalendar,
  cash: IconCash,
  clock: IconClock,
  database: IconDatabase,
  'device-mobile-message': IconDeviceMobileMessage,
  flag: IconFlag,
  gavel: IconGavel,
  gift: IconGift,
  'hand-stop': IconHandStop,
  'heart-handshake': IconHeartHandshake,
  hourglass: IconHourglass,
  'login-2': IconLogin2,
  mail: IconMail,
  mailbox: IconMailbox,
  message: IconMessage,
  percentage: IconPercentage,
  phone: IconPhone,
  repeat: IconRepeat,
  route: IconRoute,
  scale: IconScale,
  sparkles: IconSparkles,
  tag: IconTag,
  user: IconUser,
  'user-check': IconUserCheck,
  webhook: IconWebhook,
};

export function iconOf(name: string | undefined): Icon {
  return ICONS[name ?? ''] ?? IconSquareRounded;
}
