/** What must be true of the target's databases as soon as a phase's tables are there. */
export interface Assertion {
  /** A sentence that is true then; the report shows it among its checks. */
  readonly name: string;
  /** SQL on the target: column `label` names each row that breaks it; `{target.nova}` stand for schemas, `{setting.cell}` for settings. */
  readonly broken: string;
  /** The fix-up that makes it true: where that is switched off, nobody asserts it. */
  readonly madeTrueBy?: string;
}
