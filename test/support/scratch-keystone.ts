import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../connectors/mysql/database';
import { CONTROLLER } from '../../lab/inventory';
import { serveWsgi } from './serve-wsgi';
import type { SecondServer } from './scratch-server';

/** What it was given when the root was made. */
export const KEYSTONE_PASSWORD = 'stein';
const FILE = '/etc/stein/keystone/keystone.conf';

/** Keystone of Stein's own code in the scratch root, with its own database there; its URL. It ends with the root. */
export async function startKeystone(root: string, server: SecondServer['server'], password: string): Promise<string> {
  const file = join(root, FILE);
  const conf = readFileSync(file, 'utf8').replace(`@${CONTROLLER.address}:3306/`, `@${server.host}:${server.port}/`);
  writeFileSync(file, conf.replace(/^public_endpoint .*\n/gm, ''));
  const { url } = await serveWsgi(root, ['keystone.server.wsgi:initialize_public_application'], {
    OS_KEYSTONE_CONFIG_FILES: FILE,
  });
  const database = openDatabase(server, password);
  try {
    await database.run('UPDATE keystone.endpoint SET url = REPLACE(url, ?, ?)', [
      `http://${CONTROLLER.address}:5000`,
      url,
    ]);
  } finally {
    await database.close();
  }
  return url;
}
