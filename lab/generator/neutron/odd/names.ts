import { labUuid, PROJECTS } from '../../../inventory';

export const [BLUE, GREEN] = PROJECTS.map(({ id }) => id) as [string, string];
/** A project that Nova knows nothing of. */
export const PURPLE = labUuid('project', 'purple').replaceAll('-', '');

/** The id of an odd object, by its kind and a key of ours. */
export function odd(kind: string, key: string): string {
  return labUuid('odd', kind, key);
}

/** Quotes, a backslash, a tag, a percent sign, letters of two and three bytes. */
export const AWKWARD = `O'Brien's "net" \\ <b>100 %</b> \`x\` Größe 日本`;
