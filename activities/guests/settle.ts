import type { Adopted, GuestChoices, GuestDifference } from '../../model/guest';

/** What becomes of differences by the definition. */
export interface Settled {
  /** States that rows take over. */
  readonly adopt: readonly Adopted[];
  /** One sentence each, with what can be done about it. */
  readonly held: readonly string[];
  readonly accepted: readonly string[];
}

/** Sorts differences by what the definition says of them. */
export function settle(differences: readonly GuestDifference[], choices: GuestChoices): Settled {
  const adopt: Adopted[] = [];
  const held: string[] = [];
  const accepted: string[] = [];
  for (const { names, message, remedies, adopted } of differences)
    if (adopted !== undefined && choices.adoptStates && remedies.includes('adopt')) adopt.push(adopted);
    else if (remedies.includes('accept') && names.some((name) => choices.accept.includes(name))) accepted.push(message);
    else held.push(`${message} (${remedyOf({ remedies, names })})`);
  return { adopt, held, accepted };
}

function remedyOf({ names, remedies }: Pick<GuestDifference, 'names' | 'remedies'>): string {
  const words = [
    ...(remedies.includes('adopt') ? ['set guests.adoptStates'] : []),
    ...(remedies.includes('accept') ? [`name ${names[0]} in guests.accept`] : []),
    'correct the rows or the guest',
  ];
  return words.join(', or ');
}
