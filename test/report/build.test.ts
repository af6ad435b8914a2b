import * as fc from 'fast-check';
import { z } from 'zod';
import type { JsonObject } from '../../model/json';
import { NETWORK_SERVICES } from '../../model/network-services';
import { PHASES } from '../../model/phases';
import { HAND_OVER_OUTCOMES } from '../../model/report/service-report';
import { buildReport } from '../../report/build';
import schema from '../../report/report.schema.json';
import { sampleInput } from './sample';

const published = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);

describe('buildReport', () => {
  it('gathers what the steps left in the ledger', () => {
    const report = buildReport(sampleInput());
    expect(report.loss).toMatchObject({ sent: 1800, lost: 1, longestGapMs: 130 });
    expect(report.loss.vms.map(({ name }) => name)).toEqual(['vm2', 'vm10']);
    expect(report.loss.vms[1]).toMatchObject({
      totalGapMs: 130,
      gaps: [{ start: '2026-11-23T12:00:00.000Z', end: '2026-11-23T12:00:00.130Z', ms: 120, lost: 1 }],
    });
    expect(report.tables.map(({ source, verified }) => [source, verified])).toEqual([
      ['liberty_glance.images', false],
      ['liberty_nova.instances', true],
    ]);
    expect(report.network.differences).toEqual([]);
    expect(report.checks).toEqual([{ name: 'servers', passed: true, problems: [] }]);
    expect(report.apiDowntimeSeconds).toBe(90.5);
  });

  it('leaves the sums of control targets out', () => {
    expect(buildReport(sampleInput()).loss.sent).toBe(1800);
  });

  it('states how evenly the prober worked', () => {
    expect(buildReport(sampleInput()).loss.prober).toEqual({
      intervalMs: 100,
      inFlightIntervalMs: 20,
      paces: [{ name: 'control-flat', answersPerSecond: 9.9, p99Ms: 101.2, longestMs: 113.4 }],
    });
  });

  it("refers to the probes' logs, unless another run has taken them", () => {
    const { summary, error, facts } = sampleInput();
    const file = { machine: 'controller', datacenter: 'lab', path: '/store/ab/abc', sha256: 'abc', bytes: 4711 };
    expect(buildReport({ summary, error, facts }).loss.samples).toEqual([file]);
    expect(buildReport({ summary: { ...summary, run: 'later' }, error, facts }).loss.samples).toEqual([]);
  });

  it('tells how network services were handed over, in their order', () => {
    expect(buildReport(sampleInput()).services).toEqual([
      {
        ...{ service: 'dhcp', outcome: 'handed-over', machines: ['compute1', 'compute2'] },
        ...{ stoppedAt: '2026-11-23T12:00:30.000Z', gapMs: 4_321, backMs: null, networks: 3, renewed: ['tenant-vlan'] },
      },
      {
        ...{ service: 'l3', outcome: 'put-back', machines: ['compute2'], stoppedAt: '2026-11-23T12:00:40.000Z' },
        ...{ gapMs: 31_250, backMs: 640, networks: null, renewed: [] },
      },
    ]);
  });

  it('takes no figure of a service for granted', () => {
    const facts = {
      'services/dhcp': { service: 'dhcp', outcome: 'unfinished', stoppedAt: 'then', gapMs: -1, networks: 'many' },
      'services/l3': { service: 'l3', outcome: 'perhaps' },
      'services/vpn': { service: 'vpn', outcome: 'handed-over' },
    };
    expect(buildReport({ ...sampleInput(), facts }).services).toEqual([
      {
        ...{ service: 'dhcp', outcome: 'unfinished', machines: [], stoppedAt: null, gapMs: null },
        ...{ backMs: null, networks: null, renewed: [] },
      },
    ]);
  });

  it('knows no downtime while the new APIs are closed', () => {
    const input = sampleInput();
    expect(buildReport({ ...input, facts: { ...input.facts, open: {} } }).apiDowntimeSeconds).toBeNull();
  });

  it('says what differs in the network, and how much was left out', () => {
    const input = sampleInput();
    const network = {
      differences: [{ kind: 'port', id: 'p1', field: 'mac_address', source: 'aa', target: null }],
      differencesInAll: 3,
      counts: { port: 15 },
      leftBehind: ['QoS policies stay behind: neutron.qos_policies has 1 row'],
    };
    expect(buildReport({ ...input, facts: { network } }).network).toEqual({
      differences: ['port p1: mac_address is nothing, was aa', 'and 2 more'],
      table: [{ kind: 'port', id: 'p1', field: 'mac_address', source: 'aa', target: '' }],
      compared: { port: 15 },
      leftBehind: ['QoS policies stay behind: neutron.qos_policies has 1 row'],
    });
  });

  it('is empty before anything was written', () => {
    const { loss, tables, hosts, services } = buildReport({ ...sampleInput(), facts: {} });
    expect({ loss, tables, hosts, services }).toEqual({
      loss: {
        sent: 0,
        lost: 0,
        longestGapMs: 0,
        vms: [],
        controls: [],
        byArp: [],
        unwatched: [],
        prober: null,
        samples: [],
      },
      tables: [],
      hosts: [],
      services: [],
    });
  });
});

describe('the published schema', () => {
  it('holds for a report', () => {
    expect(published.safeParse(buildReport(sampleInput())).error?.issues).toBeUndefined();
  });

  it('names every phase of the model', () => {
    expect(schema.properties.phases.items.properties.name.enum).toEqual(PHASES);
  });

  it('names every service of the model and how it may end', () => {
    const { service, outcome } = schema.properties.services.items.properties;
    expect(service.enum).toEqual(NETWORK_SERVICES);
    expect(outcome.enum).toEqual(HAND_OVER_OUTCOMES);
  });

  it.each(['verdict', 'loss', 'apiDowntimeSeconds'])('misses %s when it is left out', (field) => {
    const rest = Object.fromEntries(Object.entries(buildReport(sampleInput())).filter(([name]) => name !== field));
    expect(published.safeParse(rest).success).toBe(false);
  });

  it('holds whatever shape the facts have', () => {
    const keys = fc.constantFrom(
      'loss',
      'samples',
      'network',
      'freeze',
      'open',
      'tables/a',
      'hosts/b',
      'restarts/r',
      'services/s',
      'checks/c',
    );
    const fields = fc.constantFrom(
      'vms',
      'controls',
      'byArp',
      'unwatched',
      'differences',
      'rows',
      'name',
      'before',
      'problems',
      'moments',
      'details',
      'bridges',
      'at',
      'gapMs',
      'networks',
      'stoppedAt',
    );
    const any = fc.dictionary(fields, fc.jsonValue({ maxDepth: 3 }));
    const named = fc.record({ service: fc.constantFrom('dhcp', 'l3'), outcome: fc.constantFrom('put-back', 'lost') });
    const fact = fc.oneof(
      any,
      fc.tuple(any, named).map(([some, names]) => ({ ...some, ...names })),
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fact), (facts) => {
        const report = buildReport({ ...sampleInput(), facts: facts as Record<string, JsonObject> });
        expect(published.safeParse(JSON.parse(JSON.stringify(report))).error?.issues).toBeUndefined();
      }),
    );
  });
});
