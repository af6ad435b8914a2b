import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { createProgram } from '../../cli/program';
import { projectRoot } from '../../config/project-root';
import { checkCommand } from './command-line';
import { read } from './sources';

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly network_mode?: string;
  readonly privileged?: boolean;
}

const document = parseDocument(read('docker-compose.yml'), { merge: true, strict: true });
const compose = document.toJS() as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(compose.services);

/** Whatever a service needs of others, by name. */
function needs({ depends_on: on = [], network_mode: mode = '' }: Service): readonly string[] {
  return [...(Array.isArray(on) ? (on as string[]) : Object.keys(on)), ...(/^service:(.+)/.exec(mode)?.slice(1) ?? [])];
}

describe('docker-compose.yml', () => {
  it('is YAML without an error or a warning', () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
  });

  it('has Temporal with its database and UI, both workers and the lab', () => {
    expect(Object.keys(compose.services).sort()).toEqual(
      ['datacenter', 'lab', 'orchestrator', 'postgresql', 'temporal', 'ui'].sort(),
    );
  });

  it.each(services)('%s has an image and needs only services that are there', (_, service) => {
    expect(service.image).toBeDefined();
    if (service.build !== undefined) expect(existsSync(join(projectRoot(), service.build.dockerfile))).toBe(true);
    for (const name of needs(service)) expect(compose.services).toHaveProperty(name);
  });

  it('knows when those are healthy whom others wait for', () => {
    const awaited = services.flatMap(([, { depends_on: on = {} }]) => (Array.isArray(on) ? [] : Object.keys(on)));
    expect(awaited.filter((name) => compose.services[name]?.healthcheck === undefined)).toEqual([]);
  });

  it.each(services)('%s mounts only volumes that are declared', (_, { volumes = [] }) => {
    const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => !/^[./]/.test(source));
    for (const volume of named) expect(compose.volumes).toHaveProperty(volume);
  });

  it.each(services.filter(([, { command }]) => command !== undefined))('%s runs what the project has', (_, service) => {
    const [program = '', entry = '', ...rest] = service.command ?? [];
    if (program !== 'node') {
      expect(statSync(join(projectRoot(), program)).mode & 0o111).not.toBe(0);
      return;
    }
    expect(entry).toBe('dist/cli/main.js');
    expect(checkCommand(createProgram(), rest)).toBeUndefined();
  });

  it('lets the lab have what booting machines takes, and its worker the lab’s network', () => {
    expect(compose.services['lab']?.privileged).toBe(true);
    expect(compose.services['datacenter']?.network_mode).toBe('service:lab');
  });
});
