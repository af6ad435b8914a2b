/** Shorter ones are words of every line, and protect nothing. */
const LEAST_CHARACTERS = 6;
/** A line of a private key; what is shorter may stand in any text. */
const LEAST_LINE = 16;
const MASK = '…';

/** Values that must not be written, in whatever way they are spelled: plain, in JSON, in a URL, in base64. */
export class KnownSecrets {
  readonly #values = new Set<string>();
  #spelled: readonly string[] = [];

  add(value: string): void {
    if (value.length < LEAST_CHARACTERS || this.#values.has(value)) return;
    this.#values.add(value);
    const all = new Set(this.#spelled);
    for (const spelling of spellings(value)) all.add(spelling);
    // The longest first: one may be part of another.
    this.#spelled = [...all].toSorted((one, other) => other.length - one.length);
  }

  /** The text without any of them. */
  hide(text: string): string {
    return this.#spelled.reduce((rest, spelling) => rest.replaceAll(spelling, MASK), text);
  }
}

function spellings(value: string): readonly string[] {
  const lines = value.split('\n').filter((line) => line.length >= LEAST_LINE);
  return [value, ...lines].flatMap((text) => {
    const inJson = JSON.stringify(text).slice(1, -1);
    // A message that is JSON itself is spelled so twice.
    const twice = JSON.stringify(inJson).slice(1, -1);
    return [text, inJson, twice, encodeURIComponent(text), Buffer.from(text).toString('base64')];
  });
}
