/** One action of a flow: its name, what stands between it and its argument, and the argument. */
export interface Action {
  readonly name: string;
  /** `name(argument)` or `name:argument`; '' for a name alone. */
  readonly form: '(' | ':' | '';
  readonly argument: string;
}

/** Splits at commas that stand in no parentheses or brackets. */
export function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if ('(['.includes(character)) depth++;
    else if (')]'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** Reads what `ovs-ofctl dump-flows` prints behind `actions=`. */
export function parseActions(text: string): readonly Action[] {
  return splitList(text).map((action) => {
    const [, name = action, sign = ''] = /^([\w.]+)([(:])/.exec(action) ?? [];
    if (sign === '(' && action.endsWith(')'))
      return { name, form: '(', argument: action.slice(name.length + 1, -1) } as const;
    if (sign === ':') return { name, form: ':', argument: action.slice(name.length + 1) } as const;
    return { name: action, form: '', argument: '' } as const;
  });
}

export function formatActions(actions: readonly Action[]): string {
  return actions.map(({ name, form, argument }) => `${name}${form}${argument}${form === '(' ? ')' : ''}`).join(',');
}
