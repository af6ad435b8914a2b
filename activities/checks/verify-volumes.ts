import { choose } from '../../alignment/choose';
import { mappingsOf, replacementsUsed } from '../../alignment/mappings';
import { listVolumes } from '../../connectors/openstack/volume-api';
import type { StepResult } from '../../model/run';
import { identifier } from '../../model/quote';
import { judge } from '../define/check';
import { defineStep } from '../define/step';
import { pairOf } from '../toolbox/pair-of';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { comparedOf, problemsOf, type ListInput, type Look } from './compare';

/** Cinder's API lists every volume of the old side, with the same name, size and status, on the host that the copy gave it. */
export const verifyVolumes = defineStep({
  name: 'verifyVolumes',
  once: 'never',
  run: async (deps: Dependencies, input: ListInput): Promise<StepResult> => {
    const { definition, ledger, session, source } = await openAccess(deps, input.run.cluster);
    const replaced = replacementsUsed(mappingsOf(pairOf(deps, definition), definition)).has('volumeHosts');
    const host = choose('host', replaced ? definition.volumes.hosts : {}, 'host');
    const rows = await source.rows(
      `SELECT id, display_name, size, status, ${host} AS host FROM ${identifier(definition.source.databases.cinder)}.volumes
       WHERE deleted = 0`,
    );
    const before = rows.map((row): [string, Look] => [
      String(row['id']),
      {
        name: String(row['display_name'] ?? ''),
        size: String(row['size']),
        status: String(row['status']),
        host: String(row['host'] ?? ''),
      },
    ]);
    const after = (await listVolumes(session, input.most)).map((volume): [string, Look] => [
      volume.id,
      {
        name: volume.name ?? '',
        size: String(volume.size),
        status: volume.status,
        host: volume['os-vol-host-attr:host'] ?? '',
      },
    ]);
    const compared = comparedOf(new Map(before), new Map(after), input);
    const problems = problemsOf('volume', compared, new Map(after));
    return judge(ledger, input, { name: 'volumes', checked: compared.size, problems });
  },
});
