/** The ids of the repositories in a `.repo` file. */
export function repositoriesOf(text: string): string[] {
  return [...text.matchAll(/^\[([^\]]+)\]\s*$/gm)].map((match) => match[1] as string);
}

/** The same file with one repository enabled and one disabled; everything else stays, comments too. */
export function enableOnly(
  text: string,
  { enable, disable }: { readonly enable: string; readonly disable: string },
): string {
  return text
    .split(/^(?=\[)/m)
    .map((section) => {
      const [id] = repositoriesOf(section);
      if (id !== enable && id !== disable) return section;
      const line = `enabled=${id === enable ? 1 : 0}`;
      if (/^enabled\s*=.*$/m.test(section)) return section.replace(/^enabled\s*=.*$/m, line);
      return section.replace(/^(\[[^\]]+\][^\n]*\n?)/, (head) => `${head.trimEnd()}\n${line}\n`);
    })
    .join('');
}
