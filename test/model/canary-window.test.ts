import { WEEKDAYS, type MaintenanceWindow } from '../../model/canary/choices';
import { windowAt } from '../../model/canary/window';

const NIGHTS: MaintenanceWindow = { days: ['mon', 'tue'], from: '22:00', until: '04:00' };
const every = (from: string, until: string): MaintenanceWindow => ({ days: [...WEEKDAYS], from, until });

/** What it says, with moments as people write them. */
function look(windows: readonly MaintenanceWindow[], timeZone: string, now: string) {
  const state = windowAt(windows, timeZone, Date.parse(now));
  if (!state.open) return `until ${new Date(state.next).toISOString()} closed`;
  return state.until === null ? 'open' : `open until ${new Date(state.until).toISOString()}`;
}

describe('a maintenance window', () => {
  it('is always open where there is none', () => {
    expect(look([], 'UTC', '2026-11-30T12:00Z')).toBe('open');
  });

  // 2026-11-30 is a Monday
  it.each([
    ['2026-11-30T21:59Z', 'until 2026-11-30T22:00:00.000Z closed'],
    ['2026-11-30T22:00Z', 'open until 2026-12-01T04:00:00.000Z'],
    ['2026-12-01T03:59:59Z', 'open until 2026-12-01T04:00:00.000Z'],
    ['2026-12-01T04:00Z', 'until 2026-12-01T22:00:00.000Z closed'],
    ['2026-12-02T03:00Z', 'open until 2026-12-02T04:00:00.000Z'],
    ['2026-12-02T23:00Z', 'until 2026-12-07T22:00:00.000Z closed'],
  ])('passes midnight: %s', (now, says) => {
    expect(look([NIGHTS], 'UTC', now)).toBe(says);
  });

  it('goes by the clock of its time zone, its date included', () => {
    // Monday 22:00 in Auckland is Monday 09:00 UTC
    expect(look([NIGHTS], 'Pacific/Auckland', '2026-11-30T08:59Z')).toBe('until 2026-11-30T09:00:00.000Z closed');
    expect(look([NIGHTS], 'America/Los_Angeles', '2026-12-01T05:00Z')).toBe('until 2026-12-01T06:00:00.000Z closed');
  });

  it('begins and ends by the clock when the clock is put back or forward amid it', () => {
    // 02:00 becomes 03:00 on 2026-03-29: three hours by the clock are two
    expect(look([every('01:00', '04:00')], 'Europe/Berlin', '2026-03-29T00:00Z')).toBe(
      'open until 2026-03-29T02:00:00.000Z',
    );
    // 03:00 becomes 02:00 on 2026-10-25: they are four
    expect(look([every('01:00', '04:00')], 'Europe/Berlin', '2026-10-24T23:00Z')).toBe(
      'open until 2026-10-25T03:00:00.000Z',
    );
    // 02:30 is skipped
    expect(look([every('02:30', '05:00')], 'Europe/Berlin', '2026-03-29T00:45Z')).toBe(
      'until 2026-03-29T01:30:00.000Z closed',
    );
  });

  it('is one with those that touch it, and has no end where they leave no gap', () => {
    expect(look([every('01:00', '03:00'), every('03:00', '05:00')], 'UTC', '2026-11-30T02:00Z')).toBe(
      'open until 2026-11-30T05:00:00.000Z',
    );
    expect(look([every('00:00', '24:00')], 'UTC', '2026-11-30T02:00Z')).toBe('open');
  });
});
