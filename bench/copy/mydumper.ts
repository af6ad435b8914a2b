import { cpus } from 'node:os';
import { COMPARED, tableOf } from './compared';
import type { BenchServer } from './server';
import { PREFIX } from './source';

/** mydumper and myloader with a thread a core: the tables as they are, without any mapping, into a schema of their own. */
export async function mydumper({ server, shell }: BenchServer): Promise<number> {
  const access = `-h 127.0.0.1 -P ${server.port} -u ${server.user} -p "$MYSQL_PWD" -t ${cpus().length}`;
  const tables = COMPARED.map(tableOf).join(',');
  await shell('rm -rf /bench/*');
  const begin = performance.now();
  await shell(`mydumper ${access} -B ${PREFIX}nova -T ${tables} -r 100000 -o /bench/dump`);
  await shell(`myloader ${access} -B bench_new_mydumper -d /bench/dump`);
  const seconds = (performance.now() - begin) / 1000;
  await shell('rm -rf /bench/*');
  return seconds;
}
