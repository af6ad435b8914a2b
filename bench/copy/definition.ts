import { readDefinition } from '../../config/read-definition';
import type { ClusterDefinition } from '../../model/cluster';
import type { BenchServer } from './server';
import { PREFIX } from './source';
import type { TargetSchemas } from './target';

/** The lab's cluster with the bench's server and databases: the alignment is the demo's. */
export async function benchDefinition({ server }: BenchServer, target: TargetSchemas): Promise<ClusterDefinition> {
  const lab = await readDefinition('lab');
  const [nova, glance, cinder, neutron] = ['nova', 'glance', 'cinder', 'neutron'].map((one) => `${PREFIX}${one}`) as [
    string,
    string,
    string,
    string,
  ];
  return {
    ...lab,
    name: 'bench',
    source: { ...lab.source, server, databases: { nova, glance, cinder, neutron } },
    target: { ...lab.target, server, databases: { ...target, neutron: 'neutron' } },
  };
}
