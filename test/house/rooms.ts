/** What each room may import of the others: the arrows of docs/architecture.md. A room that is not here may import everything. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  releases: ['model'],
  config: ['model', 'releases'],
  connectors: ['model'],
  alignment: ['model'],
  flows: ['model'],
  report: ['model'],
  activities: ['model', 'config', 'connectors', 'alignment', 'flows'],
  plan: ['model', 'releases', 'config', 'alignment', 'flows', 'activities'],
  workflows: ['model', 'activities'],
  workers: ['model', 'releases', 'config', 'connectors', 'plan', 'report', 'activities', 'workflows'],
  cli: ['model', 'config', 'alignment', 'flows', 'plan', 'report', 'activities', 'workers'],
  lab: ['model', 'releases', 'config', 'connectors', 'alignment', 'flows', 'report', 'plan', 'activities'],
};

/** Rooms whose folders import one another in one direction, and in which no folder is a heap. */
export const PRODUCT: readonly string[] = [
  'model',
  'config',
  'connectors',
  'alignment',
  'flows',
  'report',
  'plan',
  'activities',
  'workflows',
  'cli',
];

/** The most files of one folder of the product. */
export const MOST_FILES = 25;

/** The way to the project's own files is for every room that runs on Node. */
export const FOR_ALL: readonly string[] = ['config/project-root'];

/** A lab and a bench are imported by nobody but their entries. */
export const GUESTS: Readonly<Record<string, readonly string[]>> = {
  lab: ['cli/commands/lab.ts'],
  bench: [],
};

/** Rooms that may import a room for its types alone. */
export const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  plan: ['activities'],
  workflows: ['activities'],
};

/** Rooms without effects: no files, no network, no processes. Digests are pure. */
export const PURE: Readonly<Record<string, RegExp>> = {
  model: /$^/,
  releases: /$^/,
  alignment: /^node:crypto$/,
  flows: /^node:crypto$/,
  plan: /^node:crypto$/,
  report: /^(echarts|cli-table3)$/,
  workflows: /^@temporalio\/(workflow|common)$/,
};

/** Packages that talk to databases: others get statements and tables from `connectors/mysql`. */
export const DRIVERS: ReadonlySet<string> = new Set(['knex', 'mysql2', 'mysql2/promise']);
