import type { Blocker } from '../../../model/blocker';
import type { RemoteMachine } from '../../../model/remote-command';

/** Crontabs, and folders whose files cron runs. */
const PLACES = [
  ...['/etc/crontab', '/etc/anacrontab', '/etc/cron.d', '/etc/cron.hourly', '/etc/cron.daily', '/var/spool/cron'],
];

/** Those that no lock of their own and no unit keeps from running. */
const MANAGERS = 'chef-client|chef-solo|salt-call|salt-ssh|ansible-pull|cf-agent|cf-execd|rudder|mgmtconfig';

/** Lines that change a host's packages, files or units by the clock: nothing but an operator's hand keeps them from it. */
export async function cronBlockers(machine: RemoteMachine): Promise<readonly Blocker[]> {
  const command = ['grep', '-rEHns', `^[^#]*(${MANAGERS})`, ...PLACES];
  const { stdout } = await machine.run(command, { accept: 'any' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 20)
    .map((line) => {
      const [file = '', number = '', ...rest] = line.split(':');
      const what = rest.join(':').trim().slice(0, 200);
      const message = `${machine.name}: ${file}, line ${number}, runs “${what}” by the clock, which would undo what the upgrade changes: comment it out until the host is through.`;
      return { type: 'HostNotReady', message };
    });
}
