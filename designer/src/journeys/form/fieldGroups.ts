import type { Field } from '../catalog';
import type { Reading } from '../reading';

const SCOPES = ['account', 'debtor', 'promise', 'plan', 'offer', 'portfolio', 'calendar', 'item'];

/** Fields by what they describe, in the words of the CRM, as lists to choose from take them. */
export function fieldGroups(fields: readonly Field[], { language, words }: Pick<Reading, 'language' | 'words'>) {
  const scopes = [...new Set([...SCOPES, ...fields.map((field) => field.scope)])];
  return scopes
    .map((scope) => ({
      group: words(SCOPES.includes(scope) ? `form.scope.${scope}` : 'form.scope.other'),
      items: fields
        .filter((field) => field.scope === scope)
        .map((field) => ({ value: field.name, label: field.labels[language] })),
    }))
    .filter((group) => group.items.length > 0);
}
