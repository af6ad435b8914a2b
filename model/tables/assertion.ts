/** What must be true of the target's databases as soon as a phase's tables are there. */
export interface Assertion {
  /** A sentence that is true then; the report shows it among its checks. */
  readonly name: string;
  /** The table whose rows break it, with a placeholder for its schema: `{target.nova}.instances`. */
  readonly table: string;
  /** SQL on the target: column `label` names each row that breaks it; `{target.nova}` stand for schemas, `{setting.cell}` for settings. */
  readonly broken: string;
  /** SQL on the source: `label` of the rows that break it there already. No copy can mend them, and it is not to blame. */
  readonly already?: string;
  /** The fix-up that makes it true: where that is switched off, nobody asserts it. */
  readonly madeTrueBy?: string;
  /** The optional tables that it is about (`alignment.tables`): where they stay behind, there is nothing to assert. */
  readonly optional?: string;
}
