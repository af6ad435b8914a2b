import { identifier, literal } from '../model/quote';
import { choose, isMissing } from './choose';
import type { ReplacementName, SettingName, SourceDatabase, TargetDatabase } from '../model/mapping';

/** What a mapping's placeholders stand for in one cluster. */
export interface Places {
  readonly source: Readonly<Record<SourceDatabase, string>>;
  readonly target: Readonly<Record<TargetDatabase, string>>;
  /** Undefined where the definition leaves it open: then no fix-up that needs it is on. */
  readonly settings: { readonly cluster: string } & Readonly<Partial<Record<SettingName, string | undefined>>>;
  readonly replacements: Readonly<Record<ReplacementName, Readonly<Record<string, string>>>>;
  /** Results of the pair's lookups: key → value. */
  readonly lookups: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Puts values where the SQL has `{source.nova}`, `{setting.cell}`, `{projects of s.owner}` or `{projects lack s.owner}`. */
export function fillIn(sql: string, places: Places): string {
  const replaced = sql.replaceAll(
    /\{(\w+) (of|lack) ([\w.`]+)\}/g,
    (whole, name: string, what: string, subject: string) => {
      const table = places.replacements[name as ReplacementName] as Places['replacements'][ReplacementName] | undefined;
      if (table === undefined) throw new Error(`A mapping names ${whole}, which there is not`);
      return what === 'of' ? choose(subject, table, subject) : isMissing(subject, table);
    },
  );
  return replaced.replaceAll(/\{(source|target|setting)\.(\w+)\}/g, (whole, kind: string, name: string) => {
    const table: Readonly<Record<string, string | undefined>> =
      kind === 'setting' ? places.settings : places[kind as 'source'];
    const value = table[name];
    if (value === undefined) throw new Error(`A mapping names ${whole}, which there is not`);
    return kind === 'setting' ? literal(value) : identifier(value);
  });
}

/** The schema beside the source's databases in which a target database is staged. */
export function stagingSchema(target: string): string {
  return `stackleap_${target}`;
}
