/** The drafts of templates that wait in this browser until the server has them. */

import { shelvesOf } from '../drafts/shelf';
import type { TemplateDraft } from './document';

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isDraft(value: unknown): value is TemplateDraft {
  const draft = value as Partial<TemplateDraft>;
  return isObject(value) && isObject(draft.name) && isObject(draft.document?.languages);
}

export const shelves = shelvesOf('cauce.template-draft.', isDraft);
