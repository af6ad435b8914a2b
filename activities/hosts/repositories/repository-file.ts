/** The ids of the repositories in a `.repo` file. */
export function repositoriesOf(text: string): string[] {
  return [...text.matchAll(/^\[([^\]]+)\]\s*$/gm)].map((match) => match[1] as string);
}

/** The same file with these repositories enabled and those disabled; one that is in both lists is enabled; everything else stays, comments too. */
export function enableOnly(
  text: string,
  { enable, disable }: { readonly enable: readonly string[]; readonly disable: readonly string[] },
): string {
  return text
    .split(/^(?=\[)/m)
    .map((section) => {
      const [id = ''] = repositoriesOf(section);
      if (!enable.includes(id) && !disable.includes(id)) return section;
      const line = `enabled=${enable.includes(id) ? 1 : 0}`;
      if (/^enabled\s*=.*$/m.test(section)) return section.replace(/^enabled\s*=.*$/m, line);
      return section.replace(/^(\[[^\]]+\][^\n]*\n?)/, (head) => `${head.trimEnd()}\n${line}\n`);
    })
    .join('');
}
