import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { clusterFolder } from '../../config/clusters-folder';
import { projectRoot } from '../../config/project-root';
import { readDefinition } from '../../config/read-definition';
import { resolveSecret } from '../../config/secrets';
import { sshSecrets } from '../../config/ssh-secrets';
import { PLAIN_NAME } from '../../model/names';
import { UsageError } from '../console/exit';
import { withJson } from '../console/options';
import { show, type Output } from '../console/output';

/** `init` and `check`: write a definition, and find out whether it can be used. */
export function addDefinitionCommands(program: Command): void {
  withJson(program.command('init <cluster>'))
    .description("create a cluster's definition as a copy of the lab's, to be edited")
    .action(init);
  withJson(program.command('check <cluster>'))
    .description('check the definition, and whether every secret that it refers to exists')
    .action(check);
}

async function init(cluster: string, output: Output): Promise<void> {
  const folder = clusterFolder(cluster);
  if (!PLAIN_NAME.test(cluster))
    throw new UsageError(`"${cluster}" is not a cluster name: use letters, digits, "-", "." and "_".`);
  if (existsSync(folder)) throw new UsageError(`${folder} exists already.`);
  await cp(join(projectRoot(), 'clusters', 'lab'), folder, { recursive: true });
  const file = join(folder, 'cluster.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^# The lab.*\n/, '').replace(/^name: lab$/m, `name: ${cluster}`));
  show(output, { cluster, file }, `${file} is a copy of the lab's: edit it, then run stackleap check ${cluster}.`);
}

async function check(cluster: string, output: Output): Promise<void> {
  const { datacenter, hypervisors, releases, ssh, source, target } = await readDefinition(cluster);
  const secrets = [...sshSecrets(ssh), source.server.password, target.server.password, target.identity.password];
  for (const secret of new Set(secrets)) await resolveSecret(secret);
  const pair = `${releases.from} to ${releases.to}`;
  show(
    output,
    { cluster, datacenter, hypervisors: hypervisors.length, releases },
    `${cluster} is valid: ${pair}, ${hypervisors.length} hypervisors, datacenter ${datacenter}.`,
  );
}
