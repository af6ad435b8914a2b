import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '../../config/parse-definition';
import { projectRoot } from '../../config/project-root';

const LAB = readFileSync(join(projectRoot(), 'clusters/lab/cluster.yaml'), 'utf8');

function canaryOf(yaml: string) {
  return parseDefinition(`${LAB}\ncanary: ${yaml}\n`, 'cluster.yaml', 'lab').canary;
}

describe('`canary` of cluster.yaml', () => {
  it('is not there where nothing is said', () => {
    expect(parseDefinition(LAB, 'cluster.yaml', 'lab')).not.toHaveProperty('canary');
  });

  it('has defaults', () => {
    const usual = { soakMinutes: 30, sizes: [1, 2, 5, 10], order: 'leastLoaded', logErrors: 0 };
    expect(canaryOf('{}')).toEqual({ windows: [], timeZone: 'UTC', ...usual });
  });

  it('takes windows with times as YAML reads them', () => {
    expect(canaryOf('{ timeZone: europe/berlin, windows: [{ days: [mon, fri], from: 22:00, until: 04:00 }] }')).toEqual(
      expect.objectContaining({
        timeZone: 'Europe/Berlin',
        windows: [{ days: ['mon', 'fri'], from: '22:00', until: '04:00' }],
      }),
    );
    expect(canaryOf('{ windows: [{ from: 00:00, until: 24:00 }] }')?.windows[0]?.days).toHaveLength(7);
  });

  it('is documented, every key of it, by an example that is taken', () => {
    const page = readFileSync(join(projectRoot(), 'docs/operating.md'), 'utf8');
    const [, example = ''] = /^```yaml\n(canary:\n[^`]*)^```$/m.exec(page) ?? [];
    const { canary } = parseDefinition(`${LAB}\n${example}`, 'cluster.yaml', 'lab');
    expect(canary).toMatchObject({ timeZone: 'Europe/Berlin', windows: [{ until: '04:00' }, { until: '24:00' }] });
    const [, table = ''] = /^\| key of `canary` [^\n]*\n((?:\|[^\n]*\n)*)/m.exec(page) ?? [];
    const keys = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key);
    expect(new Set(keys)).toEqual(new Set(Object.keys(canary ?? {})));
  });

  it.each([
    ['windows: [{ from: 1:00, until: 04:00 }]', "canary.windows.0.from: a time of the day, for example '01:30'"],
    ['windows: [{ from: 24:00, until: 04:00 }]', 'canary.windows.0.from: a time of the day'],
    ['windows: [{ from: 22:00, until: 25:00 }]', "canary.windows.0.until: a time of the day, at most '24:00'"],
    ['windows: [{ from: 22:00 }]', 'canary.windows.0.until: '],
    ['windows: [{ from: 130, until: 04:00 }]', 'canary.windows.0.from: '],
    ['windows: [{ from: 04:00, until: 04:00 }]', 'canary.windows.0.until: it ends when it begins'],
    ['windows: [{ days: [], from: 01:00, until: 04:00 }]', 'canary.windows.0.days: '],
    ['windows: [{ days: [monday], from: 01:00, until: 04:00 }]', 'canary.windows.0.days.0: '],
    ['windows: [{ days: [mon, mon], from: 01:00, until: 04:00 }]', 'canary.windows.0.days: a day is named twice'],
    [`windows: [${'{ from: 01:00, until: 02:00 }, '.repeat(51)}]`, 'canary.windows: '],
    ['timeZone: Middle/Earth', 'canary.timeZone: "Middle/Earth" is no time zone: write one as Europe/Berlin, or UTC'],
    ["timeZone: '+01:00'", 'canary.timeZone: "+01:00" is no time zone'],
    ["timeZone: ''", 'canary.timeZone: "" is no time zone'],
    ['soakMinutes: -1', 'canary.soakMinutes: '],
    ['soakMinutes: 10081', 'canary.soakMinutes: '],
    ['sizes: []', 'canary.sizes: '],
    ['sizes: [0]', 'canary.sizes.0: '],
    ['sizes: [1, 101]', 'canary.sizes.1: '],
    ['sizes: [5, 2]', 'canary.sizes: each at least as large as the one before'],
    ['order: random', 'canary.order: '],
    ['logErrors: many', 'canary.logErrors: '],
    ['soak: 5', 'canary.soak: unknown key'],
  ])('refuses { %s }, and says where', (yaml, message) => {
    expect(() => canaryOf(`{ ${yaml} }`)).toThrow(message);
  });

  it('tells all that is wrong at once', () => {
    expect(() => canaryOf('{ soakMinutes: -1, sizes: [], timeZone: Mars }')).toThrow(/^3 errors in the definition:/);
  });
});
