import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';

const LAB = readFileSync(join(projectRoot(), 'clusters/lab/cluster.yaml'), 'utf8');

/** The lab's `cluster.yaml` with so many hypervisors, each with variables of its own. */
export function fleetYaml(count: number): string {
  const names = Array.from({ length: count }, (_, i) => `compute-${i}`);
  const lines = (of: (name: string) => string): string => names.map((name) => `${of(name)}\n`).join('');
  return LAB.replace('machines:\n', `machines:\n${lines((name) => `  - { name: ${name}, address: 10.77.0.2 }`)}`)
    .replace(/^hypervisors: .*\n/m, `hypervisors:\n${lines((name) => `  - ${name}`)}`)
    .replace(/^ {2}groups:\n.*\n/m, `  hosts:\n${lines((name) => `    ${name}: { rack: r1 }`)}`)
    .replace(', groups: [ceph] }', ' }');
}

/** A `users.yaml` with so many users. */
export function usersYaml(count: number): string {
  return `users:\n${Array.from({ length: count }, (_, i) => `  old-${i}: new-${i}\n`).join('')}`;
}
