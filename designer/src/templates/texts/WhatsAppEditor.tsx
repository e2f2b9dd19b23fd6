import { mounted } from './mounted';
import { WhatsAppEditor as Editor } from './whatsapp/WhatsAppEditor';

/** The editor of a WhatsApp message as the room of a template mounts it. */
export const WhatsAppEditor = mounted(Editor);
