import { LetterEditor as Editor } from './letter/LetterEditor';
import { mounted } from './mounted';

/** The editor of a letter as the room of a template mounts it. */
export const LetterEditor = mounted(Editor);
