/** A small catalogue and journey that tests are written against: the kinds as the server describes them. */

import type { Catalog, Field, Kind, Labels } from './catalog';
import type { JourneyDocument } from './document';

const label = (es: string, en: string): Labels => ({ es, en });

function kind(name: string, category: string, labels: Labels, properties: Kind['schema']['properties'] = {}): Kind {
  const ports = category === 'end' ? [] : [{ name: 'next', labels: label('Siguiente', 'Next') }];
  return {
    name,
    version: 1,
    category,
    icon: 'mail',
    color: '#2F6FB0',
    labels,
    descriptions: labels,
    schema: { type: 'object', properties },
    ports,
  };
}

const wait = kind('wait', 'time', label('Esperar', 'Wait'), {
  duration: {
    type: 'object',
    default: { amount: 3, unit: 'days' },
    widget: 'duration',
    'x-title': label('Cuánto', 'How long'),
    'x-help': label('El tiempo que se espera.', 'How long to wait.'),
  },
});

const events = { page_opened: label('Abrió la página', 'Opened the page'), paid: label('Pagó', 'Paid') };

const waitEvent: Kind = {
  ...kind('wait_event', 'time', label('Esperar un evento', 'Wait for an event'), {
    events: {
      type: 'array',
      items: { enum: Object.keys(events) },
      default: [],
      widget: 'events',
      'x-title': label('Eventos', 'Events'),
      'x-labels': events,
    },
    timeout: {
      if: { not: { type: 'null' } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { $ref: '#/$defs/duration' },
      default: { amount: 5, unit: 'days' },
      widget: 'duration',
      'x-title': label('Plazo máximo', 'Time limit'),
    },
  }),
  ports: [{ each: 'events' }, { name: 'timeout', labels: label('Se acabó el plazo', 'Time is up'), when: 'timeout' }],
};

const branch: Kind = {
  ...kind('branch', 'decision', label('Decidir', 'Branch'), {
    branches: { type: 'array', default: [], widget: 'branches', 'x-title': label('Ramas', 'Branches') },
  }),
  // With the nulls that the HTTP API writes for the parts that a rule does not have.
  ports: [
    { each: 'branches', name: null, labels: null, when: null },
    { each: null, name: 'else', labels: label('Los demás', 'Everyone else'), when: null },
  ],
};

function field(name: string, type: Field['type'], labels: Labels): Field {
  return { name, type, labels, scope: name.split('.')[0] ?? '', sample: null, personal: false, custom: false };
}

export const sampleCatalog: Catalog = {
  kinds: [
    kind('enter', 'start', label('Entrar', 'Enter'), {
      audience: { type: ['object', 'null'], default: null, widget: 'condition', 'x-title': label('Quién', 'Who') },
    }),
    kind('send_email', 'message', label('Enviar email', 'Send email'), {
      template: { type: 'string', widget: 'template', 'x-title': label('Plantilla', 'Template') },
    }),
    wait,
    waitEvent,
    branch,
    kind('end', 'end', label('Fin', 'End'), {
      reason: { type: 'string', default: 'completed', maxLength: 80, 'x-title': label('Motivo', 'Reason') },
    }),
  ],
  fields: [
    field('account.balance', 'money', label('Saldo', 'Balance')),
    field('account.due_date', 'date', label('Vencimiento', 'Due date')),
    field('account.days_past_due', 'number', label('Días de atraso', 'Days past due')),
    field('debtor.language', 'text', label('Idioma', 'Language')),
    field('debtor.protected', 'boolean', label('Protegido', 'Protected')),
    field('account.tags', 'tags', label('Etiquetas', 'Tags')),
    field('calendar.today', 'date', label('Hoy', 'Today')),
  ],
  operators: [],
  parts: [],
  events: Object.entries(events).map(([name, labels]) => ({ name, labels, offered: true })),
  channels: [{ name: 'email', labels: label('Email', 'Email') }],
  templates: [
    {
      key: 'payment_reminder',
      channel: 'email',
      name: label('Recordatorio de pago', 'Payment reminder'),
      languages: ['es', 'en'],
    },
  ],
  exits: [{ name: 'paid', labels: label('Sale al pagar todo', 'Leaves when all is paid'), holds: false }],
};

export const sampleJourney: JourneyDocument = {
  schema_version: 1,
  name: 'Impagados',
  nodes: [
    { id: 'enter', kind: 'enter', kind_version: 1, settings: { audience: null } },
    { id: 'send_email', kind: 'send_email', kind_version: 1, settings: { template: 'payment_reminder' } },
    { id: 'wait', kind: 'wait', kind_version: 1, settings: { duration: { amount: 3, unit: 'days' } } },
    { id: 'end', kind: 'end', kind_version: 1, settings: { reason: 'completed' } },
  ],
  edges: [
    { id: 'e1', from: 'enter', port: 'next', to: 'send_email' },
    { id: 'e2', from: 'send_email', port: 'next', to: 'wait' },
    { id: 'e3', from: 'wait', port: 'next', to: 'end' },
  ],
  entry: 'enter',
  exits: ['paid'],
  layout: {
    nodes: { enter: { x: 0, y: 0 }, send_email: { x: 0, y: 176 }, wait: { x: 0, y: 352 }, end: { x: 0, y: 528 } },
  },
};
