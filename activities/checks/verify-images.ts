import { listImages } from '../../connectors/openstack/image-api';
import type { StepResult } from '../../model/run';
import { identifier } from '../../model/quote';
import { judge } from '../define/check';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { comparedOf, problemsOf, type ListInput, type Look } from './compare';

/** Glance's API lists every image of the old side, with the same name and status. */
export const verifyImages = defineStep({
  name: 'verifyImages',
  once: 'never',
  run: async (deps: Dependencies, input: ListInput): Promise<StepResult> => {
    const { definition, ledger, session, source } = await openAccess(deps, input.run.cluster);
    const rows = await source.rows(
      `SELECT id, name, status FROM ${identifier(definition.source.databases.glance)}.images WHERE deleted = 0`,
    );
    const before = rows.map((row): [string, Look] => [
      String(row['id']),
      { name: String(row['name'] ?? ''), status: String(row['status']) },
    ]);
    const after = (await listImages(session, input.most)).map((image): [string, Look] => [
      image.id,
      { name: image.name ?? '', status: image.status },
    ]);
    const compared = comparedOf(new Map(before), new Map(after), input);
    const problems = problemsOf('image', compared, new Map(after));
    return judge(ledger, input, { name: 'images', checked: compared.size, problems });
  },
});
