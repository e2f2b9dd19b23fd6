/** What the editor of mails asks of the server. */

import { api, take } from '../../api/client';
import type { ProjectJson } from '../canvas/design';

export interface Imported {
  readonly project: ProjectJson;
  readonly subject: string;
  readonly preheader: string;
}

/** A document of MJML as the editor opens it. */
export async function importMjml(mjml: string): Promise<Imported> {
  return (await take(api.POST('/api/v1/designs/import', { body: { mjml } }))) as unknown as Imported;
}
