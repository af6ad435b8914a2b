import type { RemoteMachine } from '../../model/remote-command';
import { STEPS_FOLDER } from './steps-folder';
import { ALIVE } from './unit-states';

const LOOK = `case "$(systemctl is-active "$1")" in ${ALIVE}) exit 0 ;; esac
[ -e "$2" ]`;

/** Whether `runDetached` would wait for an earlier run of this name, or take its outcome, instead of beginning one. */
export async function isBegun(machine: RemoteMachine, unit: string): Promise<boolean> {
  const look = ['sh', '-c', LOOK, 'sh', `${unit}.service`, `${STEPS_FOLDER}/${unit}.json`];
  return (await machine.run(look, { accept: 'any' })).exitCode === 0;
}
