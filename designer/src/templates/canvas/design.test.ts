import { expect, test } from 'vitest';
import { type PaletteBlock, usualOf } from './design';

const BUTTON: PaletteBlock = {
  tag: 'c-pay-button',
  labels: { es: 'Botón de pago', en: 'Pay button' },
  help: { es: '', en: '' },
  icon: 'credit-card',
  category: 'money',
  schema: {
    properties: {
      label: { default: '', 'x-placeholder': { es: 'Revisar y pagar', en: 'Review and pay' } },
      padding: { default: '8px 0 16px' },
    },
  },
  defaults: {},
  locked: false,
};

test.each([
  ['label', 'es', 'Revisar y pagar'],
  ['label', 'en', 'Review and pay'],
  ['padding', 'es', '8px 0 16px'],
  ['nothing', 'es', ''],
] as const)('%s of a block that does not give it is in %s what the palette says', (attribute, language, words) => {
  expect(usualOf(BUTTON, attribute, language)).toBe(words);
});

test('a block that the palette does not know has nothing by itself', () => {
  expect(usualOf(undefined, 'label', 'en')).toBe('');
});
