import { createHash } from 'node:crypto';
import { inputAlias } from './build-row';
import type { Projection } from './projection';

/** The digest that `digestOfInputs` answers, of rows that code has been given: 64 bits, all rows' XORed, in decimal. */
export class InputsDigest {
  #all = BigInt(0);

  constructor(private readonly projection: Projection) {}

  add(row: Readonly<Record<string, { toString(): string } | null | undefined>>): void {
    const cells = this.projection.inputs.map(({ name }) => digestCell(row[inputAlias(name)]?.toString() ?? null));
    this.#all ^= BigInt(`0x${createHash('sha1').update(cells.join('\u001f')).digest('hex').slice(0, 16)}`);
  }

  toString(): string {
    return this.#all.toString();
  }
}

/** NULL and '' differ. */
function digestCell(text: string | null): string {
  return text === null ? '-' : `=${text}`;
}
