import type { Field } from '../../api/types';
import type { Writer } from '../../i18n/use';
import type { MappingDraft } from './mapping';

/** What people call a field: by the registry, else by the file that brings it, else by its name. */
export function labelOf(name: string, draft: MappingDraft, fields: readonly Field[], writer: Writer): string {
  const known = fields.find((field) => field.name === name);
  if (known) return writer.text(known.labels);
  const own = Object.values(draft.columns).find((target) => target?.field === name);
  return own?.labels?.[writer.language] || own?.labels?.es || own?.labels?.en || name;
}
