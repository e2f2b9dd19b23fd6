/**
 * How many decimals the minor unit of a currency has, as the server counts (CLDR, through Babel). A browser's own
 * table differs: it gives the Colombian peso none, and amounts would be a hundred times too large.
 */
const DIGITS: Readonly<Record<number, string>> = {
  0:
    'ADP AFN ALL BIF BYR CLP DJF ESP GNF IQD IRR ISK ITL JPY KMF KPW KRW LAK LBP LUF MGA MGF MMK MRO PYG RSD RWF SLL ' +
    'SOS STD SYP TMM TRL UGX UYI VND VUV XAF XOF XPF YER ZMK ZWD',
  3: 'BHD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const USUAL = 2;

const known = new Map(
  Object.entries(DIGITS).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);

/** The decimals of a currency's minor unit. */
export function minorDigits(currency: string): number {
  return known.get(currency) ?? USUAL;
}
