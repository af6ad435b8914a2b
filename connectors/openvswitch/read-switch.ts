import type { RemoteMachine } from '../../model/remote-command';
import type { Bridge, Switch, SwitchPort } from '../../model/network/switch';
import { asList, asOptional, asStrings, asText, parseTables, type OvsRow } from './rows';

const TABLES: readonly (readonly [table: string, columns: string])[] = [
  ['Bridge', 'name,datapath_type,protocols,fail_mode,controller,ports'],
  ['Port', '_uuid,name,tag,other_config,interfaces'],
  ['Interface', '_uuid,type,ofport,external_ids,options'],
  ['Controller', '_uuid,target'],
  ['Manager', 'target'],
];

const COMMAND = [
  ...['ovs-vsctl', '--timeout=20', '--format=json'],
  ...TABLES.flatMap(([table, columns]) => ['--', `--columns=${columns}`, 'list', table]),
];

/** Reads the switch of a host, in one look. */
export async function readSwitch(machine: RemoteMachine): Promise<Switch> {
  return toSwitch(parseTables((await machine.run(COMMAND)).stdout));
}

function byUuid(rows: readonly OvsRow[]): ReadonlyMap<unknown, OvsRow> {
  return new Map(rows.map((row) => [row['_uuid'], row]));
}

/** Joins the tables Bridge, Port, Interface, Controller and Manager, in this order. */
export function toSwitch(tables: readonly (readonly OvsRow[])[]): Switch {
  const [bridges = [], portRows = [], interfaceRows = [], controllerRows = [], managers = []] = tables;
  const ports = byUuid(portRows);
  const interfaces = byUuid(interfaceRows);
  const controllers = byUuid(controllerRows);

  function port(row: OvsRow): SwitchPort {
    const tag = asOptional(row['tag']);
    const first = interfaces.get(asList(row['interfaces'])[0]) ?? {};
    const ofport = asOptional(first['ofport']);
    return {
      name: asText(row['name']),
      tag: typeof tag === 'number' ? tag : null,
      otherConfig: asStrings(row['other_config']),
      // A device that is gone has the port number -1.
      ofport: typeof ofport === 'number' && ofport > 0 ? ofport : null,
      type: asText(first['type']),
      externalIds: asStrings(first['external_ids']),
      options: asStrings(first['options']),
    };
  }

  function bridge(row: OvsRow): Bridge {
    return {
      name: asText(row['name']),
      datapathType: asText(row['datapath_type']),
      protocols: asList(row['protocols']).map(String),
      failMode: asText(row['fail_mode']) as Bridge['failMode'],
      controllers: asList(row['controller']).flatMap((uuid) => {
        const target = asText(controllers.get(uuid)?.['target']);
        return target === '' ? [] : [target];
      }),
      ports: asList(row['ports']).flatMap((uuid) => {
        const found = ports.get(uuid);
        return found === undefined ? [] : [port(found)];
      }),
    };
  }

  return { bridges: bridges.map(bridge), managers: managers.map((row) => asText(row['target'])) };
}
