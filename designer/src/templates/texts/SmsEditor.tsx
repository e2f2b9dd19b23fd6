import { mounted } from './mounted';
import { SmsEditor as Editor } from './sms/SmsEditor';

/** The editor of an SMS as the room of a template mounts it. */
export const SmsEditor = mounted(Editor);
