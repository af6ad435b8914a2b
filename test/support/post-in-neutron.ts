import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { Database } from '../../connectors/mysql/database';
import type { JsonObject } from '../../model/json';
import { identifier } from '../../model/quote';
import { copyStructure } from './copy-structure';
import { runInStein } from './run-in-stein';
import { scratchDefinition } from './scratch-server';

export interface Post {
  readonly resource: 'network' | 'subnet' | 'port' | 'security_group' | 'security_group_rule';
  readonly fields: JsonObject;
}

export interface NeutronsAnswer {
  readonly status: number;
  /** What was created; null where it was refused. */
  readonly object: (JsonObject & { readonly id: string }) | null;
  readonly error: string | null;
}

/** Stein's Neutron without an object, in a schema of a test's own; it knows one physical network, physnet1. */
export async function createNeutron(on: Database, name: string): Promise<string> {
  const schema = `test_${name}_${process.pid}_neutron`;
  const { target } = scratchDefinition();
  await on.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
  await copyStructure(target.server, target.databases.neutron, schema);
  return schema;
}

/** What its API answers to each, one after the other; ids may be given, as in an upgrade. */
export async function postInNeutron(schema: string, posts: readonly Post[]): Promise<readonly NeutronsAnswer[]> {
  const all = posts.map(({ resource, fields }) => [`${resource.replaceAll('_', '-')}s`, resource, fields]);
  const extension = await readFile(join(projectRoot(), 'remote/neutron-extension/explicitid.py'), 'utf8');
  const asked = { neutron: schema, extension, posts: all };
  return (await runInStein('post-in-neutron.py', scratchDefinition().target.server, asked)) as NeutronsAnswer[];
}
