import type { Domain } from '../../model/guest';

/** How closely guests are compared: their processes, states and taps, or also what their next starts would be. */
export interface Closeness {
  readonly definitions: boolean;
}

/**
 * What has become of guests since they were witnessed, one sentence each. Guests that came since are nobody's harm; `accepted` ones,
 * by id or name, are left out.
 */
export function changesOf(
  before: readonly Domain[],
  after: readonly Domain[],
  accepted: readonly string[],
  { definitions }: Closeness,
): readonly string[] {
  const now = new Map(after.map((domain) => [domain.uuid, domain]));
  return before
    .filter(({ uuid, name }) => !accepted.includes(uuid) && !accepted.includes(name))
    .flatMap((was) => {
      const guest = `guest ${was.name} (${was.uuid})`;
      const is = now.get(was.uuid);
      if (is === undefined) return [`${guest} is gone; it was ${was.state}`];
      return [
        ...(is.state === was.state ? [] : [`${guest} was ${was.state} and is ${is.state}`]),
        ...(is.life === was.life || is.state !== was.state
          ? []
          : [`${guest} has another process: it was ${was.life || 'none'} and is ${is.life || 'none'}`]),
        ...(taps(is) === taps(was) || is.state !== was.state
          ? []
          : [`${guest} has other devices: they were ${taps(was) || 'none'} and are ${taps(is) || 'none'}`]),
        ...(definitions && is.definition !== was.definition
          ? [`${guest} would start otherwise: its definition has changed`]
          : []),
      ];
    });
}

function taps({ nics }: Domain): string {
  return nics.map(({ mac, tap }) => `${tap} ${mac}`).join(', ');
}
