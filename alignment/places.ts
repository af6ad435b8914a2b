import { identifier, literal } from '../model/quote';
import type { ReplacementName, SettingName, SourceDatabase, TargetDatabase } from '../model/mapping';

/** What a mapping's placeholders stand for in one cluster. */
export interface Places {
  readonly source: Readonly<Record<SourceDatabase, string>>;
  readonly target: Readonly<Record<TargetDatabase, string>>;
  readonly settings: Readonly<Record<SettingName, string>>;
  readonly replacements: Readonly<Record<ReplacementName, Readonly<Record<string, string>>>>;
  /** Results of the pair's lookups: key → value. */
  readonly lookups: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Puts schemas and settings where the SQL has `{source.nova}`, `{target.novaApi}` or `{setting.cell}`. */
export function fillIn(sql: string, places: Places): string {
  return sql.replaceAll(/\{(source|target|setting)\.(\w+)\}/g, (whole, kind: string, name: string) => {
    const table: Readonly<Record<string, string>> = kind === 'setting' ? places.settings : places[kind as 'source'];
    const value = table[name];
    if (value === undefined) throw new Error(`A mapping names ${whole}, which there is not`);
    return kind === 'setting' ? literal(value) : identifier(value);
  });
}

/** The schema beside the source's databases in which a target database is staged. */
export function stagingSchema(target: string): string {
  return `stackleap_${target}`;
}
