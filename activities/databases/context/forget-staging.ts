import type { Statements } from '../../../connectors/mysql/statements';
import { forgetBegun } from './begun-rows';
import { forgetRanges } from './progress';
import { forgetSeals } from './seals';

/** Takes all marks of a mapping's staged rows away: those rows are gone. */
export async function forgetStaging(on: Statements, schema: string, mapping: string): Promise<void> {
  await forgetBegun(on, schema, mapping);
  await forgetSeals(on, schema, mapping);
  await forgetRanges(on, schema, mapping);
}
