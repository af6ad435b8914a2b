import type { ReportInput } from '../../report/build';

/** A run in which one VM lost a ping. */
export function sampleInput(): ReportInput {
  const target = { host: 'compute1', sent: 900, lost: 0, longestGapMs: 0, longestRun: 0, totalGapMs: 0, gaps: [] };
  return {
    summary: {
      verdict: 'upgraded',
      cluster: 'lab',
      run: '0195f0c2-run',
      plan: 'c'.repeat(64),
      phases: [
        { name: 'preflight', seconds: 1.25, outcome: 'done' },
        { name: 'freeze', seconds: 3, outcome: 'done' },
        { name: 'finalize', seconds: 0, outcome: 'pending' },
      ],
    },
    error: null,
    facts: {
      freeze: { at: '2026-11-23T12:00:00.000Z' },
      open: { at: '2026-11-23T12:01:30.500Z' },
      loss: {
        vms: [
          { ...target, name: 'vm2' },
          {
            ...target,
            name: 'vm10',
            host: 'compute2',
            lost: 1,
            longestGapMs: 130,
            longestRun: 1,
            totalGapMs: 130,
            gaps: [{ start: '2026-11-23T12:00:00.000Z', end: '2026-11-23T12:00:00.130Z', ms: 120, lost: 1 }],
          },
        ],
        controls: [{ ...target, name: 'control-flat', host: '' }],
        byArp: [{ name: 'vm10', host: 'compute2' }],
        unwatched: [{ name: 'silent <vm>', host: 'compute3' }],
        prober: {
          intervalMs: 100,
          inFlightIntervalMs: 20,
          paces: [{ name: 'control-flat', answersPerSecond: 9.9, p99Ms: 101.2, longestMs: 113.4 }],
        },
      },
      samples: {
        run: '0195f0c2-run',
        set: '0195f0c2-run',
        files: [{ machine: 'controller', datacenter: 'lab', path: '/store/ab/abc', sha256: 'abc', bytes: 4711 }],
      },
      'tables/nova.instances': {
        source: 'liberty_nova.instances',
        target: 'nova.instances',
        rows: 12,
        verified: true,
      },
      'tables/glance.images': { source: 'liberty_glance.images', target: 'glance.images', rows: 3, verified: false },
      network: { differences: [], differencesInAll: 0 },
      'network/default-groups': { a: 'b' },
      'hosts/compute1': {
        name: 'compute1',
        before: ['openstack-nova-compute-1:12.0.5-1.el7.noarch', 'puppet-3.8.7-1.el7.noarch'],
        after: ['openstack-nova-compute-1:19.3.2-1.el7.noarch', 'puppet-3.8.7-1.el7.noarch'],
      },
      'restarts/compute2': {
        host: 'compute2',
        moments: {
          seeded: '2026-11-23T11:59:58.000Z',
          bridgesChanged: '2026-11-23T12:00:00.000Z',
          started: '2026-11-23T12:00:01.000Z',
          wired: '2026-11-23T12:00:08.000Z',
          unseeded: '2026-11-23T12:00:09.500Z',
          answered: '2026-11-23T12:00:20.000Z',
        },
        details: {
          copied: ['br-tun'],
          exposed: ['tap-a'],
          bridges: [{ name: 'br-vlan', gapMs: 1.05 }],
          vms: [
            {
              ...target,
              name: 'vm10',
              host: 'compute2',
              sent: 220,
              lost: 1,
              longestGapMs: 130,
              gaps: [{ start: '2026-11-23T12:00:00.000Z', end: '2026-11-23T12:00:00.130Z', ms: 120, lost: 1 }],
            },
          ],
        },
      },
      'services/l3': {
        ...{ service: 'l3', outcome: 'put-back', machines: ['compute2'], stoppedAt: '2026-11-23T12:00:40.000Z' },
        ...{ gapMs: 31_250, backMs: 640, networks: null, renewed: [] },
      },
      'services/dhcp': {
        ...{ service: 'dhcp', outcome: 'handed-over', machines: ['compute1', 'compute2'] },
        ...{ stoppedAt: '2026-11-23T12:00:30.000Z', gapMs: 4_321, backMs: null, networks: 3, renewed: ['tenant-vlan'] },
      },
      'checks/servers': { name: 'servers', passed: true, checked: 12, problems: [] },
    },
  };
}
