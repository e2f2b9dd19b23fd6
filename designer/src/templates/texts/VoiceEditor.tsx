import { mounted } from './mounted';
import { VoiceEditor as Editor } from './voice/VoiceEditor';

/** The editor of a call as the room of a template mounts it. */
export const VoiceEditor = mounted(Editor);
