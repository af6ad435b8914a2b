import { stripVTControlCharacters } from 'node:util';
import { buildReport } from '../../report/build';
import { printReport } from '../../report/print';
import { sampleInput } from './sample';

/** The cells of the table row that begins with these. */
function row(printed: string, ...cells: readonly string[]): string[] | undefined {
  const rows = printed.split('\n').map((line) =>
    line
      .split('│')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return rows.find((found) => cells.every((cell, i) => found[i] === cell));
}

describe('printReport', () => {
  const printed = stripVTControlCharacters(printReport(buildReport(sampleInput())));

  it('prints loss per VM, controls apart', () => {
    expect(row(printed, 'vm10')).toEqual(['vm10', 'compute2', '900', '1', '1', '130 ms']);
    expect(row(printed, 'control-flat', '(control)')).toBeDefined();
  });

  it("states the prober's own jitter", () => {
    const wanted = ['control-flat', '9.9', '101.2 ms', '113.4 ms'];
    expect(row(printed, ...wanted)).toEqual(wanted);
  });

  it("says where the probes' logs are", () => {
    expect(row(printed, 'controller')).toEqual(['controller', '4711', 'lab', '/store/ab/abc']);
  });

  it('tells how each hypervisor bore the change of its agent', () => {
    const wanted = ['compute2', '11.5 s', 'br-vlan 1.05 ms', '220', '1', '130 ms'];
    expect(row(printed, ...wanted)).toEqual(wanted);
  });

  it('tells what became of filters while bypass flows were there', () => {
    expect(printed).toContain(
      'compute2: filters while seeded: kept by copies on br-tun; for 11.5 s bypass flows passed by the anti-spoofing of 1 ports: tap-a.',
    );
  });

  it('tells how network services were handed over, and what was put back', () => {
    const dhcp = ['dhcp', 'handed-over', 'compute1, compute2', '4321 ms', '3', 'tenant-vlan', '–'];
    const l3 = ['l3', 'put-back', 'compute2', '31250 ms', '–', '–', '640 ms'];
    expect(row(printed, 'dhcp')).toEqual(dhcp);
    expect(row(printed, 'l3')).toEqual(l3);
    expect(printReport({ ...buildReport(sampleInput()), services: [] })).not.toContain('put back within');
  });

  it('names VMs that could not be watched', () => {
    expect(row(printed, 'silent <vm>')).toEqual(['silent <vm>', 'compute3']);
  });

  it('prints rows per table and what was not verified', () => {
    expect(row(printed, 'liberty_nova.instances')).toEqual(['liberty_nova.instances', 'nova.instances', '12', 'yes']);
    expect(row(printed, 'liberty_glance.images')?.at(-1)).toBe('NO');
  });

  it('prints packages before and after, only those that changed', () => {
    expect(row(printed, 'compute1', 'packages in all')).toEqual(['compute1', 'packages in all', '2', '2']);
    expect(row(printed, '', 'openstack-nova-compute')).toEqual(['', 'openstack-nova-compute', '12.0.5', '19.3.2']);
    expect(row(printed, '', 'puppet')).toBeUndefined();
  });

  it('prints the time of each phase and ends with the verdict', () => {
    expect(row(printed, 'preflight')).toEqual(['preflight', '1.3', 'done']);
    expect(printed.split('\n').at(-1)).toBe(
      'lab: upgraded. 1 of 1800 pings lost, longest gap 130 ms. APIs down: 90.5 s. Network differences: 0.',
    );
  });

  it('says why it failed', () => {
    const report = buildReport({ ...sampleInput(), error: 'RowsDiffer: nova.instances' });
    expect(printReport({ ...report, verdict: 'failed' })).toMatch(/lab: failed\.[\s\S]*\nRowsDiffer: nova\.instances$/);
  });
});
