import type { Domain } from '../../model/guest';

/** How closely guests are compared: their processes, states and taps, or also what their next starts would be. */
export interface Closeness {
  readonly definitions: boolean;
}

/** What has become of a guest. */
export interface Change {
  /** Its id and its domain's name. */
  readonly names: readonly string[];
  readonly message: string;
}

/** What has become of guests since they were witnessed, one sentence each. Guests that came since are nobody's harm. */
export function changesOf(
  before: readonly Domain[],
  after: readonly Domain[],
  { definitions }: Closeness,
): readonly Change[] {
  const now = new Map(after.map((domain) => [domain.uuid, domain]));
  return before.flatMap((was) => {
    const { uuid, name } = was;
    const is = now.get(uuid);
    const found =
      is === undefined
        ? [`is gone; it was ${was.state}`]
        : [
            ...differences(was, is),
            ...(definitions && is.definition !== was.definition
              ? ['would start otherwise: its definition has changed']
              : []),
          ];
    return found.map((what) => ({ names: [uuid, name], message: `guest ${name} (${uuid}) ${what}` }));
  });
}

function differences(was: Domain, is: Domain): string[] {
  if (is.state !== was.state) return [`was ${was.state} and is ${is.state}`];
  return [
    ...(is.life === was.life ? [] : [`has another process: it was ${was.life || 'none'} and is ${is.life || 'none'}`]),
    ...(taps(is) === taps(was)
      ? []
      : [`has other devices: they were ${taps(was) || 'none'} and are ${taps(is) || 'none'}`]),
  ];
}

function taps({ nics }: Domain): string {
  return nics.map(({ mac, tap }) => `${tap} ${mac}`).join(', ');
}
