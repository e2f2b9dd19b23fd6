/** How a text message is sent: in which alphabet, in how many places, and in how many parts that are paid for. */
export interface Segments {
  readonly alphabet: 'GSM-7' | 'UCS-2';
  readonly places: number;
  readonly parts: number;
  /** Places that are left before another part begins. */
  readonly left: number;
}

// 3GPP TS 23.038; `renderers/segments.py` has the same, and both are held to the same table.
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');
const ROOM = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] } as const;

/** What says the same as a typographic sign, for one that makes every part hold less than half as much. */
const SIGNS: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\t': ' ',
};
const ACCENTS: Readonly<Record<string, string>> = {
  á: 'a',
  í: 'i',
  ó: 'o',
  ú: 'u',
  Á: 'A',
  Í: 'I',
  Ó: 'O',
  Ú: 'U',
  ç: 'Ç',
};

/** The parts of a text; a character that takes two places is never cut in two. */
export function countSegments(text: string): Segments {
  const letters = [...text];
  const alphabet = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter)) ? 'GSM-7' : 'UCS-2';
  const sizes = letters.map((letter) => (alphabet === 'UCS-2' ? letter.length : EXTENDED.has(letter) ? 2 : 1));
  const [alone, joined] = ROOM[alphabet];
  const places = sizes.reduce<number>((sum, size) => sum + size, 0);
  if (places <= alone) return { alphabet, places, parts: 1, left: alone - places };
  let parts = 1;
  let left: number = joined;
  for (const size of sizes) {
    if (size > left) {
      parts += 1;
      left = joined;
    }
    left -= size;
  }
  return { alphabet, places, parts, left };
}

/** Which characters force UCS-2: signs that can be written otherwise, accents that could be left out, and the rest. */
export interface Wide {
  readonly signs: readonly string[];
  readonly accents: readonly string[];
  readonly others: readonly string[];
}

/** Each character that forces UCS-2, once, in the order in which they come. */
export function wideLetters(text: string): Wide {
  const found = [...new Set([...text].filter((letter) => !BASIC.has(letter) && !EXTENDED.has(letter)))];
  const signs = found.filter((letter) => letter in SIGNS);
  const accents = found.filter((letter) => letter in ACCENTS);
  return { signs, accents, others: found.filter((letter) => !(letter in SIGNS) && !(letter in ACCENTS)) };
}

/** The text with plain signs, and without accents if wished; what stands inside tags stays. */
export function plainLetters(text: string, accents: boolean): string {
  const plain: Readonly<Record<string, string>> = accents ? { ...SIGNS, ...ACCENTS } : SIGNS;
  return text
    .split(/(\{\{[^{}]*\}\}|\{%[^{}]*%\})/)
    .map((part, at) => (at % 2 === 1 ? part : [...part].map((letter) => plain[letter] ?? letter).join('')))
    .join('');
}
