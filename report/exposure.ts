import type { RestartReport } from '../model/report/restart';

/** What became of the filters of a hypervisor's ports behind bypass flows, in a sentence; '' when it had none. */
export function tellExposure({ exposure, seededSeconds }: RestartReport): string {
  if (seededSeconds === null) return '';
  const { kept, ports, seconds } = exposure;
  const told = [
    ...(kept.length === 0 ? [] : [`kept by copies on ${kept.join(', ')}`]),
    ...(ports.length === 0
      ? []
      : [
          `for ${seconds ?? seededSeconds} s bypass flows passed by the anti-spoofing of ${ports.length} ports: ${ports.join(', ')}`,
        ]),
  ];
  return told.length === 0 ? 'nothing was passed by' : told.join('; ');
}
