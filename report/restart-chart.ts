import * as echarts from 'echarts';
import type { Moment, RestartReport } from '../model/report/restart';
import { html, type Html } from './page/html';
import { mergeMarks, type Mark } from './marks';
import { targetName } from './loss';

const LABELS: Readonly<Record<Moment, string>> = {
  seeded: 'bypass flows in',
  bridgesChanged: 'bridges changed',
  started: 'agent started',
  wired: 'ports wired',
  unseeded: 'bypass flows gone',
  answered: 'VMs answer',
};
const BYPASSED = 'rgba(58, 125, 93, 0.15)';
const SILENT = '#b3372f';
/** VMs with their own row: those with the longest gaps. */
const ROWS = 20;
/** Labels that are closer than this part of the picture would cover one another. */
const NEAREST = 0.03;
/** A gap of a few milliseconds is to be seen, too. */
const THINNEST = 2;

interface Drawing {
  coord(point: readonly [number, number]): readonly [number, number];
  value(dimension: number): number;
}

/** When what happened to a hypervisor, and when each of its VMs was silent, over seconds: an SVG made on the server. */
export function restartChart({ host, moments, vms }: RestartReport): Html {
  const [first] = moments;
  if (first === undefined) return html``;
  const begin = Date.parse(first.at);
  const second = (at: string): number => Math.round(Date.parse(at) - begin) / 1_000;
  const rows = vms.toSorted((a, b) => b.longestGapMs - a.longestGapMs).slice(0, ROWS);
  const gaps = rows.flatMap(({ gaps: all }, row) => all.map(({ start, end }) => [second(start), second(end), row]));
  const at = (name: Moment): number | undefined => {
    const found = moments.find((moment) => moment.name === name);
    return found === undefined ? undefined : second(found.at);
  };
  const end = Math.ceil(second(moments.at(-1)?.at ?? first.at));
  const marks = moments.map(({ name, at: time }): Mark => ({ name: LABELS[name], xAxis: second(time) }));
  const [seeded, unseeded] = [at('seeded'), at('unseeded')];
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 180 + 18 * rows.length });
  chart.setOption({
    animation: false,
    grid: { left: 90, right: 60, top: 125, bottom: 25 },
    xAxis: {
      type: 'value',
      min: 0,
      max: end,
      axisLabel: { formatter: '{value} s' },
    },
    // The caption has their names: in a picture a hostile one might be drawn as something else.
    yAxis: { type: 'category', inverse: true, data: rows.map((_, i) => `VM ${i + 1}`) },
    series: [
      {
        type: 'custom',
        data: gaps,
        encode: { x: [0, 1], y: 2 },
        renderItem: (_: unknown, drawing: Drawing) => {
          const row = drawing.value(2);
          const [from, y] = drawing.coord([drawing.value(0), row]);
          const [to] = drawing.coord([drawing.value(1), row]);
          const shape = { x: from, y: y - 6, width: Math.max(THINNEST, to - from), height: 12 };
          return { type: 'rect', shape, style: { fill: SILENT } };
        },
        markLine: {
          symbol: 'none',
          label: {
            position: 'start',
            rotate: 60,
            distance: [4, 4],
            align: 'left',
            verticalAlign: 'middle',
            formatter: '{b}',
          },
          data: mergeMarks(marks, NEAREST * end),
        },
        ...(seeded !== undefined &&
          unseeded !== undefined && {
            markArea: { itemStyle: { color: BYPASSED }, data: [[{ xAxis: seeded }, { xAxis: unseeded }]] },
          }),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  const names = rows.map((row, i) => `VM ${i + 1}: ${targetName(row)}`).join(', ');
  return html`<figure aria-label="${host}: the change of its agent">
    <div role="img" aria-label="The moments of the change, and when which VM was silent">${{ html: svg }}</div>
    <figcaption>${host}. ${names}</figcaption>
  </figure>`;
}
