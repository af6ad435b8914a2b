import type { ShellResult } from '../shell';

/** One read-only part of the machines' file systems; parts lie on top of one another as an overlay. */
export interface Layer {
  readonly name: string;
  /** The layers that it is built upon, the lowest first. */
  readonly below: readonly Layer[];
  /** Files and folders of the project, and literal words, from whose content the digest is made: another digest, another build. */
  readonly recipe: readonly string[];
  /** Fills `root`, which shows the layers below; what is changed there becomes the layer. */
  build(root: string, tools: LayerTools): Promise<void>;
}

export interface InRootOptions {
  /** `machine`: the network of this machine, to download; `none`: a network namespace of its own. Default none. */
  readonly network?: 'machine' | 'none';
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `from:to` or `path`: folders of this machine to be seen read-only inside. */
  readonly bindReadOnly?: readonly string[];
  /** Exit codes that are no error. Default [0]; 'any' returns every outcome. */
  readonly accept?: readonly number[] | 'any';
}

/** How a recipe acts on a root that is not booted. */
export interface LayerTools {
  /** Runs an argument vector inside the root. */
  inRoot(root: string, argv: readonly string[], options?: InRootOptions): Promise<ShellResult>;
  /** A throw-away root upon these layers: what is changed there is gone afterwards. */
  withScratch<T>(below: readonly Layer[], use: (root: string) => Promise<T>): Promise<T>;
}
