/** The words of the canvas itself, which stands outside of React. */
export interface Words {
  readonly onlyIf: string;
  readonly repeated: string;
  readonly dropHere: string;
  readonly writeHere: string;
  readonly canvas: string;
  readonly acts: Readonly<Record<'parent' | 'copy' | 'remove' | 'keep' | 'move', string>>;
}
