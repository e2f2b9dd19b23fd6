import type { WaitingMessage } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useLiveTexts } from './texts';

const CHANNELS = ['email', 'sms', 'whatsapp', 'voice', 'letter'] as const;

/** Gives what a message is called: by its channel and its template. */
export function useMessageName(): (message: WaitingMessage) => string {
  const t = useLiveTexts();
  const writer = useWriter();
  return (message) => {
    const known = CHANNELS.find((channel) => channel === message.channel);
    const channel = known === undefined ? message.channel : t(`channel.${known}`);
    return t('people.message', { channel, name: writer.text(message.template) });
  };
}
