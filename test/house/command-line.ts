import type { Command } from 'commander';

/** What is wrong with a command line of ours; undefined when the CLI would take it. Nothing is carried out. */
export function checkCommand(program: Command, argv: readonly string[]): string | undefined {
  const line = argv.join(' ');
  let command = program;
  let rest = [...argv];
  for (;;) {
    const sub = command.commands.find((one) => one.name() === rest[0]);
    if (sub === undefined) break;
    command = sub;
    rest = rest.slice(1);
  }
  if (command.commands.length > 0) return `${line}: no such command`;
  let parsed: { operands: string[]; unknown: string[] };
  try {
    parsed = command.parseOptions(rest);
  } catch (error) {
    return `${line}: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { operands, unknown } = parsed;
  if (unknown.length > 0) return `${line}: no option ${unknown.join(' ')}`;
  const wanted = command.registeredArguments;
  const wrong = wanted.find(({ argChoices }, i) => argChoices !== undefined && !argChoices.includes(operands[i] ?? ''));
  if (wrong !== undefined) return `${line}: ${wrong.name()} is one of ${wrong.argChoices?.join(', ')}`;
  const missing = wanted.filter(({ required }) => required).length;
  if (operands.length < missing || operands.length > wanted.length) return `${line}: ${operands.length} arguments`;
  const unset = command.options.find(
    (option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined,
  );
  return unset === undefined ? undefined : `${line}: ${unset.flags} is missing`;
}

/** Splits as POSIX sh does, for the words that our examples use: single and double quotes, `\` at the end of a line. */
export function splitWords(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
}
