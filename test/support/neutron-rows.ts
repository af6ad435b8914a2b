import { labHost } from '../../lab/hosts/host';
import { CONTROLLER } from '../../lab/inventory';

const KEPT = '/run/stackleap-neutron-rows.sql';
/** Agents report themselves at any time. */
const DUMP = 'mariadb-dump --no-create-info --skip-triggers --skip-lock-tables --ignore-table=neutron.agents neutron';
const TABLES = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'neutron' AND table_name <> 'agents'`;

/**
 * Notes the rows of the lab's new Neutron; the function that comes back puts them back in a second or two, where the undo of a
 * re-creation deletes every object by the API (`recreate-network.lab.test.ts` shows that one).
 */
export async function keepNeutronRows(): Promise<() => Promise<void>> {
  const controller = labHost(CONTROLLER);
  await controller.run(`${DUMP} > ${KEPT}`);
  return async () => {
    await controller.run(
      `set -e
       { echo 'SET foreign_key_checks = 0;'
         mysql -N -e "${TABLES}" | sed 's/.*/DELETE FROM \`&\`;/'
         cat ${KEPT}
       } | mysql neutron
       rm ${KEPT}`,
    );
  };
}
