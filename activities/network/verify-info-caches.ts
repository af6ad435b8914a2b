import { NetworkApi } from '../../connectors/openstack/network-api';
import type { Statements } from '../../connectors/mysql/statements';
import { tableName } from '../../model/quote';
import type { JsonObject } from '../../model/json';
import type { StepInput, StepResult } from '../../model/run';
import { judge } from '../define/check';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { beat } from '../toolbox/heartbeat';
import { openAccess } from '../toolbox/access';
import { cacheProblems, forgottenPorts, type InfoCache } from './caches/info-cache';
import { readPlugsFact } from './source/plugs';
import { forgetProof, recordProof } from './target/recorded-proof';
import { text } from './source/fields';

/** Rows that are read at a time: one may hold many ports. */
const PAGE = 500;

/**
 * Nova plugs and unplugs guests by what it remembers of their ports: port ids, MACs, addresses, networks, names of devices,
 * how they hang on br-int. All of that must be what the new Neutron says, for every instance that was copied.
 */
export const verifyInfoCaches = defineStep({
  name: 'verifyInfoCaches',
  once: 'proven',
  undo: forgetProof,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session, target } = await openAccess(deps, input.run.cluster);
    await recordProof(ledger, input);
    const api = new NetworkApi(session);
    const ports = await api.list('port');
    const networks = await api.list('network');
    const { taps = [], bridges = [] } = await readPlugsFact(ledger, input.run.cluster);
    const neutron = {
      ports: new Map(ports.map((port) => [port.id, port])),
      networks: new Map(networks.map((network) => [network.id, network])),
      plugged: new Set([...taps, ...bridges]),
    };
    const caches = await readCaches(target, definition.target.databases.nova);
    const problems = [...caches.flatMap((cache) => cacheProblems(cache, neutron)), ...forgottenPorts(caches, ports)];
    return judge(ledger, input, { name: 'instance_info_caches', checked: caches.length, problems });
  },
});

async function readCaches(on: Statements, nova: string): Promise<readonly InfoCache[]> {
  const caches: InfoCache[] = [];
  for (let after = 0; ;) {
    const rows = await on.rows(
      `SELECT c.id, c.instance_uuid, c.network_info FROM ${tableName(nova, 'instance_info_caches')} c
         JOIN ${tableName(nova, 'instances')} i ON i.uuid = c.instance_uuid AND i.deleted = 0
       WHERE c.deleted = 0 AND c.id > ? ORDER BY c.id LIMIT ${PAGE}`,
      [after],
    );
    for (const row of rows)
      caches.push({ instance: text(row['instance_uuid']), vifs: parseInfo(text(row['network_info'])) });
    if (rows.length < PAGE) return caches;
    after = Number(rows.at(-1)?.['id']);
    beat({ caches: caches.length });
  }
}

function parseInfo(info: string): readonly JsonObject[] {
  return info === '' ? [] : (JSON.parse(info) as readonly JsonObject[]);
}
