/** One transaction in the list of yum's or dnf's `history`. */
export interface Transaction {
  readonly id: number;
  /** It broke off: what it had begun is half there. */
  readonly aborted: boolean;
}

/** The transactions of a list, the newest first: `id | who | when | what | how many, and marks`. */
export function readHistory(list: string): readonly Transaction[] {
  return list
    .split('\n')
    .map((line) => line.split('|'))
    .filter(([id = '', ...rest]) => /^\s*\d+\s*$/.test(id) && rest.length > 0)
    .map((cells) => ({ id: Number(cells[0]), aborted: cells.at(-1)?.includes('*') === true }));
}
