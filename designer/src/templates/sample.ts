/** Templates that the tests of the rooms speak of. */

import type { TemplateDetail, TemplateLine, TemplatePreview } from './api';
import type { TemplateDocument } from './document';

export const SMS: TemplateDocument = {
  schema_version: 1,
  channel: 'sms',
  brand: '',
  page: '',
  languages: {
    es: { variants: [{ id: 'a', share: 100, content: { text: 'Hola {{ debtor.first_name }}' } }] },
    en: { variants: [{ id: 'a', share: 100, content: { text: 'Hello {{ debtor.first_name }}' } }] },
  },
};

export const OWN: TemplateDetail = {
  key: 'aviso',
  channel: 'sms',
  own: true,
  name: { es: 'Aviso', en: 'Notice' },
  revision: 4,
  document: SMS,
  version: 1,
  draft: true,
  archived: false,
  saved_at: '2026-03-02T09:00:00Z',
  saved_by: 'Ana Ríos',
  published_at: '2026-03-01T09:00:00Z',
  published_by: 'Luis Gil',
  used_by: [{ id: 3, name: 'Late stage' }],
  waiting: 12,
};

export const LINE: TemplateLine = {
  key: 'aviso',
  channel: 'sms',
  name: OWN.name,
  languages: ['en', 'es'],
  words: { en: { subject: '', opening: 'Hello Lucía' }, es: { subject: '', opening: 'Hola Lucía' } },
  own: true,
  version: 1,
  draft: true,
  archived: false,
  saved_at: OWN.saved_at,
  saved_by: OWN.saved_by,
  used_by: OWN.used_by,
  gone: [],
  purpose: '',
  jurisdictions: [],
};

export const FINISHED: TemplateLine = {
  ...LINE,
  key: 'payment_reminder',
  channel: 'email',
  name: { es: 'Recordatorio de pago', en: 'Payment reminder' },
  words: { en: { subject: 'Your account', opening: 'You owe $412.30' } },
  own: false,
  version: null,
  draft: false,
  saved_at: null,
  saved_by: null,
  used_by: [],
  purpose: 'reminder',
};

export const PREVIEW: TemplatePreview = {
  subject: '',
  preheader: '',
  html: '',
  text: 'Hello Lucía',
  problems: [],
};
