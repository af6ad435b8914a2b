import Table from 'cli-table3';
import type { GuestChange, GuestResults } from './guest';

export interface MethodSum {
  readonly changes: number;
  readonly sent: number;
  readonly lost: number;
  /** Most pings that one change lost, of all VMs together. */
  readonly mostLost: number;
  /** The slowest answer, in milliseconds. */
  readonly slowestMs: number;
}

export function sumUp(changes: readonly GuestChange[]): MethodSum {
  const sum = (of: (change: GuestChange) => number): number => changes.reduce((all, change) => all + of(change), 0);
  return {
    changes: changes.length,
    sent: sum(({ sent }) => sent),
    lost: sum(({ lost }) => lost),
    mostLost: Math.max(...changes.map(({ lost }) => lost)),
    slowestMs: Math.max(...changes.map(({ slowestMs }) => slowestMs)),
  };
}

/** The measurements for people. */
export function printGuest({ kernel, openvswitch, methods }: GuestResults): string {
  const table = new Table({
    head: ['method', 'changes', 'pings', 'lost', 'most in one change', 'slowest answer'],
    style: { head: [], border: [] },
  });
  for (const [method, changes] of Object.entries(methods)) {
    const { sent, lost, mostLost, slowestMs } = sumUp(changes);
    table.push([
      method,
      String(changes.length),
      String(sent),
      String(lost),
      String(mostLost),
      `${Math.round(slowestMs)} ms`,
    ]);
  }
  return `${table.toString()}\nKernel ${kernel}, ${openvswitch}, its kernel datapath, 4 VMs pinged at 100 Hz each.`;
}
