import type { ClusterDefinition } from '../../model/cluster';
import { type DefinitionText, digestOfText, parseDefinitionText } from '../definition-text';
import { readKnown } from '../read-definition';

/** Definitions that are remembered; one of 18,000 hypervisors takes some megabytes. */
const MOST_REMEMBERED = 50;

/** What a text came to. */
type Parsed = { readonly definition: ClusterDefinition } | { readonly error: unknown };

/** Definitions, each parsed and checked once as long as it says the same, right or wrong: every step asks for its cluster's. */
export class ParsedDefinitions {
  readonly #parsed = new Map<string, Parsed>();

  constructor(private readonly parse: (text: DefinitionText) => ClusterDefinition = parseDefinitionText) {}

  /** Of the files as they are now; fails with a `DefinitionError`. */
  async read(cluster: string): Promise<ClusterDefinition> {
    return this.of(await readKnown(cluster));
  }

  /** Of a text; fails with a `DefinitionError`. */
  of(text: DefinitionText): ClusterDefinition {
    const digest = digestOfText(text);
    const parsed = this.#parsed.get(digest) ?? this.#outcome(text);
    // what was asked for last is forgotten last
    this.#parsed.delete(digest);
    this.#parsed.set(digest, parsed);
    const [oldest = digest] = this.#parsed.keys();
    if (this.#parsed.size > MOST_REMEMBERED) this.#parsed.delete(oldest);
    if ('error' in parsed) throw parsed.error;
    return parsed.definition;
  }

  #outcome(text: DefinitionText): Parsed {
    try {
      return { definition: this.parse(text) };
    } catch (error) {
      return { error };
    }
  }
}
