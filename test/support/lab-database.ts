import { resolveSecret } from '../../config/secrets';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import { LAB_DEFINITION } from './lab-definition';

/** The lab's database server, which carries both sides. */
export async function openLabDatabase(): Promise<Database> {
  const { server } = LAB_DEFINITION.target;
  return openDatabase(server, await resolveSecret(server.password));
}
