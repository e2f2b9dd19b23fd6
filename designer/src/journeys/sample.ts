/** A small catalogue and journey that tests are written against: the kinds as the server describes them. */

import type { Catalog, Kind, Labels } from './catalog';
import type { JourneyDocument } from './document';

const label = (es: string, en: string): Labels => ({ es, en });

function kind(name: string, category: string, labels: Labels, properties: Kind['schema']['properties'] = {}): Kind {
  const ports = category === 'end' ? [] : [{ name: 'next', labels: label('Siguiente', 'Next') }];
  return {
    name,
    version: 1,
    category,
    icon: name,
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
    'x-widget': 'duration',
    'x-title': label('Cuánto', 'How long'),
    'x-help': label('El tiempo que se espera.', 'How long to wait.'),
  },
});

const waitEvent: Kind = {
  ...kind('wait_event', 'time', label('Esperar algo', 'Wait for something'), {
    events: { type: 'array', default: [], 'x-widget': 'events', 'x-title': label('Qué', 'What') },
    timeout: {
      type: ['object', 'null'],
      default: { amount: 5, unit: 'days' },
      'x-widget': 'duration',
      'x-title': label('Como mucho', 'At most'),
    },
  }),
  ports: [{ name: 'timeout', labels: label('Si no ocurre', 'If it does not happen') }],
};

const branch: Kind = {
  ...kind('branch', 'decision', label('Decidir', 'Decide'), {
    branches: { type: 'array', default: [], 'x-widget': 'branches', 'x-title': label('Ramas', 'Branches') },
  }),
  ports: [{ name: 'else', labels: label('Los demás', 'Everyone else') }],
};

export const sampleCatalog: Catalog = {
  kinds: [
    kind('enter', 'start', label('Entrar', 'Enter'), {
      audience: { type: ['object', 'null'], default: null, 'x-widget': 'condition', 'x-title': label('Quién', 'Who') },
    }),
    kind('send_email', 'message', label('Enviar email', 'Send email'), {
      template: { type: 'string', 'x-widget': 'template', 'x-title': label('Plantilla', 'Template') },
    }),
    wait,
    waitEvent,
    branch,
    kind('end', 'end', label('Fin', 'End'), {
      reason: { type: 'string', default: 'completed', maxLength: 80, 'x-title': label('Motivo', 'Reason') },
    }),
  ],
  fields: [
    { name: 'account.balance', type: 'money', labels: label('Saldo', 'Balance'), scope: 'account' },
    { name: 'account.due_date', type: 'date', labels: label('Vencimiento', 'Due date'), scope: 'account' },
    { name: 'account.days_past_due', type: 'number', labels: label('Días de atraso', 'Days past due') },
    { name: 'debtor.language', type: 'text', labels: label('Idioma', 'Language'), scope: 'debtor' },
    { name: 'debtor.protected', type: 'boolean', labels: label('Protegido', 'Protected'), scope: 'debtor' },
  ],
  events: [
    { name: 'page_opened', labels: label('Página abierta', 'Page opened') },
    { name: 'paid', labels: label('Pagó', 'Paid') },
  ],
  templates: [
    {
      key: 'payment_reminder',
      channel: 'email',
      name: label('Recordatorio de pago', 'Payment reminder'),
      languages: ['es', 'en'],
    },
  ],
  exits: ['paid'],
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
    nodes: { enter: { x: 0, y: 0 }, send_email: { x: 0, y: 172 }, wait: { x: 0, y: 344 }, end: { x: 0, y: 516 } },
  },
};
