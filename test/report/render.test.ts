import * as fc from 'fast-check';
import type { Report } from '../../model/report/report';
import type { RestartReport } from '../../model/report/restart';
import { buildReport } from '../../report/build';
import { renderReport } from '../../report/render';
import { sampleInput } from './sample';

/** A report in which everything that comes from outside is the same text. */
function named(text: string): Report {
  const report = buildReport(sampleInput());
  const target = {
    name: text,
    host: `h${text}`,
    sent: 1,
    lost: 0,
    longestGapMs: 0,
    longestRun: 0,
    totalGapMs: 0,
    gaps: [],
  };
  return {
    ...report,
    cluster: text,
    run: text,
    error: text,
    loss: {
      ...report.loss,
      vms: [target],
      controls: [target],
      samples: [{ machine: text, datacenter: text, path: text, sha256: text, bytes: 1 }],
      prober: {
        intervalMs: 1,
        inFlightIntervalMs: null,
        paces: [{ name: text, answersPerSecond: 1, p99Ms: 1, longestMs: 1 }],
      },
    },
    tables: [{ source: text, target: text, rows: 1, verified: true }],
    network: {
      differences: [text],
      table: [{ kind: text, id: text, field: text, source: text, target: text }],
      compared: { [text]: 1 },
      leftBehind: [text],
    },
    restarts: [
      { ...(report.restarts[0] as RestartReport), host: text, bridges: [{ name: text, gapMs: 1 }], vms: [target] },
    ],
    services: report.services.map((service) => ({ ...service, machines: [text], stoppedAt: text, renewed: [text] })),
    hosts: [{ name: text, before: [], after: [`openvswitch-${text.replace(/-/g, '_')}x-1.x86_64`] }],
    checks: [{ name: text, passed: false, problems: [text] }],
  };
}

function markup(page: string): Record<string, number> {
  return Object.fromEntries(['<', '>', '"', "'"].map((mark) => [mark, page.split(mark).length]));
}

describe('renderReport', () => {
  const page = renderReport(buildReport(sampleInput()));

  it('shows verdict, figures and every table', () => {
    expect(page).toContain('<b>1</b> of 1800 pings lost');
    expect(page).toContain('<b>90.5 s</b> APIs down');
    for (const heading of [
      'Phases',
      'Packets',
      'Agents',
      'Network services',
      'Rows',
      'Network differences',
      'Packages',
      'Checks',
    ])
      expect(page).toContain(`<h2>${heading}</h2>`);
    expect(page).toContain('vm10');
    expect(page).toContain('<td>12.0.5</td>');
    expect(page).toContain('<td>19.3.2</td>');
    expect(page).toContain('<td>113.4</td>');
    expect(page).toContain('<td>/store/ab/abc</td>');
    expect(page).toContain('<td>4321</td>');
    expect(page).toContain('<span class="bad">put-back</span>');
    expect(page).toContain(
      'Each target is pinged every 100 ms, the VMs of the hypervisor that has its turn every 20 ms besides.',
    );
    expect(page).not.toContain('undefined');
  });

  it('needs nothing from elsewhere', () => {
    expect(page.replace(/xmlns(:\w+)?="[^"]*"/g, '')).not.toMatch(/https?:|<script|<link|@import|url\(/);
    expect(page.length).toBeLessThan(60_000);
  });

  it('names what each table and picture is for those who hear it', () => {
    const unnamed = [...page.matchAll(/<(table|figure)\b[^>]*>/g)].filter(([tag]) => !tag.includes('aria-label='));
    expect(unnamed).toEqual([]);
    expect(page).toContain('<html lang="en">');
  });

  it('draws one bar for each phase that ran', () => {
    expect(page).toMatch(/<figure role="img"[^>]*><svg/);
    expect(page).toContain('1.3 s');
  });

  it('shows over time what happened to a host, and when its VMs were silent', () => {
    const [figure = ''] = /<figure aria-label="compute2[\s\S]*<\/figure>/.exec(page) ?? [];
    for (const label of [
      'bypass flows in',
      'bridges changed',
      'agent started',
      'ports wired',
      'bypass flows gone',
      'VMs answer',
    ])
      expect(figure).toContain(label);
    expect(figure.match(/fill="#b3372f"/g)).toHaveLength(1);
    expect(figure).toContain('VM 1: vm10');
    expect(page).toContain('<td>11.5</td>');
  });

  it('keeps hostile names text', () => {
    expect(renderReport(named('<script>alert(1)</script>'))).not.toContain('<script');
    const harmless = markup(renderReport(named('plain')));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[<>"'&;/a-z-]{0,20}$/)), (text) => {
        expect(markup(renderReport(named(text)))).toEqual(harmless);
      }),
      { numRuns: 50 },
    );
  });
});
