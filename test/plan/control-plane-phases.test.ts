import { discoverHostsStep } from '../../plan/controllers';
import { planFinalize } from '../../plan/finalize';
import { planFreeze } from '../../plan/freeze';
import { planNetwork } from '../../plan/network';
import { planOpen } from '../../plan/open';
import { planVerify } from '../../plan/verify';
import { LAB_DEFINITION } from '../support/lab-definition';

const PHASES = [
  planFreeze(),
  planNetwork(),
  planVerify(LAB_DEFINITION, { hosts: null }),
  planOpen(LAB_DEFINITION),
  planFinalize(),
];

test.each(PHASES.map((phase) => [phase.name, phase] as const))(
  'steps of %s are named after it, each once',
  (name, phase) => {
    const ids = phase.groups.flatMap(({ lanes }) => lanes).flatMap(({ steps }) => steps.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(new RegExp(`^${name}/[a-z0-9-]+/[a-z0-9-]+$`));
  },
);

test('the network comes into being in the order in which its objects need one another', () => {
  const steps = planNetwork().groups[0]?.lanes[0]?.steps.map(({ activity }) => activity);
  expect(steps).toEqual([
    'verifyIdsTaken',
    'ensureAgentRows',
    'ensureTunnelEndpoints',
    'ensureGoneRemoved',
    'ensureQuotasLifted',
    'ensureSecurityGroups',
    'ensureNetworks',
    'ensureSharing',
    'ensureSubnets',
    'readPlugs',
    'ensurePorts',
    'ensureRouters',
    'ensureFloatingIps',
    'ensureQuotas',
    'verifyNetwork',
    'ensureInfoCachesFilled',
    'verifyInfoCaches',
  ]);
});

test('a batch names its hosts', () => {
  expect(discoverHostsStep({ track: 'hosts/batch-1', hosts: ['a', 'b'] })).toEqual({
    id: 'hosts/batch-1/discover',
    activity: 'ensureHostsDiscovered',
    summary: 'Map 2 hosts to their cell',
    input: { hosts: ['a', 'b'] },
  });
});
