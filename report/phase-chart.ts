import * as echarts from 'echarts';
import type { PhaseRecord } from '../model/upgrade';
import type { Html } from './page/html';

const COLOURS: Readonly<Record<string, string>> = { done: '#3a7d5d', failed: '#b3372f' };
const OTHER = '#8a8f98';

/** A bar a phase, as long as it took, as an SVG made on the server. */
export function phaseChart(phases: readonly PhaseRecord[]): Html {
  const shown = phases.filter(({ outcome }) => outcome !== 'pending');
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 40 + 26 * shown.length });
  chart.setOption({
    animation: false,
    grid: { left: 90, right: 60, top: 10, bottom: 25 },
    xAxis: { type: 'value', axisLabel: { formatter: '{value} s' } },
    yAxis: { type: 'category', inverse: true, data: shown.map(({ name }) => name) },
    series: [
      {
        type: 'bar',
        barWidth: 14,
        label: { show: true, position: 'right', formatter: '{c} s' },
        data: shown.map(({ seconds, outcome }) => ({
          value: Math.round(seconds * 10) / 10,
          itemStyle: { color: COLOURS[outcome] ?? OTHER },
        })),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  // The table says the same to those who don't see the picture.
  return { html: `<figure role="img" aria-label="Seconds per phase">${svg}</figure>` };
}
