import { packageOf, type Package } from './package';
import { NO_CHANGES, type Changes } from './changes';

type Section = 'installed' | 'updated' | 'removed' | 'skipped';

/** The sections by how yum 3 and dnf 4 begin their titles: "Installing for dependencies:", "Installing dependencies:". */
const SECTIONS: readonly (readonly [RegExp, Section])[] = [
  [/^Installing\b/, 'installed'],
  [/^(Updating|Upgrading|Downgrading|Reinstalling)\b/, 'updated'],
  [/^Removing\b/, 'removed'],
  [/^(Skipp|Not )/, 'skipped'],
];

/** Both break a line whose columns are too wide; what goes on is indented further. */
function joinBroken(table: string): readonly string[] {
  return table.replaceAll(/\n {2,}(?!\s*replacing\b)/g, ' ').split('\n');
}

/** Reads the table of a transaction that yum or dnf shows, in English, before it asks; no changes when there is none. */
export function readTransactionTable(output: string): Changes {
  const [, table = ''] = /^ Package +Arch.*\n=+\n([\s\S]*?)^Transaction Summary$/m.exec(output) ?? [];
  const changes = structuredClone(NO_CHANGES) as { -readonly [K in keyof Changes]: Changes[K][number][] };
  let section: Section | undefined;
  let last: Package | undefined;
  for (const line of joinBroken(table)) {
    const [, title] = /^([^\s(].*):$/.exec(line) ?? [];
    const [, name, arch, evr] = /^ (\S+) +(\S+) +(\S+) +\S+/.exec(line) ?? [];
    const [, gone, goneArch, goneEvr] = /^ +replacing +(\S+)\.(\S+) +(\S+)/.exec(line) ?? [];
    if (title !== undefined) section = SECTIONS.find(([start]) => start.test(title))?.[1];
    else if (gone !== undefined && goneArch !== undefined && goneEvr !== undefined && last !== undefined)
      changes.replaced.push({ gone: packageOf(gone, goneEvr, goneArch), by: last });
    else if (name !== undefined && arch !== undefined && evr !== undefined && section !== undefined) {
      last = packageOf(name, evr, arch);
      changes[section].push(last);
    }
  }
  return changes;
}
