import type { Pace } from '../../model/report/loss';
import { measureChange } from './change';
import { killedInSync, serverDown } from './interrupted';
import { blanketNormal, stackleap, unprotected, type Method } from './methods';
import { prepare } from './prepare';
import type { Product } from './product';
import { elsewhere, sum, summarise, type Change } from './summary';
import type { Results } from './table';

interface Planned {
  readonly name: string;
  readonly method: Method;
  /** The hosts of each change; those of one change are changed at the same time. */
  readonly changes: readonly (readonly string[])[];
}

function plan(hosts: readonly string[], changes: number): readonly Planned[] {
  const [first = '', second = first] = hosts;
  const each = hosts.map((host) => [host]);
  const inTurn = Array.from({ length: changes }, (_, i) => [hosts[i % hosts.length] as string]);
  return [
    { name: 'unprotected', method: unprotected, changes: each },
    { name: 'unprotectedAllAtOnce', method: unprotected, changes: [hosts] },
    { name: 'blanketNormal', method: blanketNormal, changes: each },
    { name: 'stackleap', method: stackleap, changes: inTurn },
    { name: 'killedInSync', method: killedInSync, changes: [[first]] },
    { name: 'serverDown', method: serverDown, changes: [[second]] },
  ];
}

export interface MeasuredLoss {
  readonly results: Results;
  readonly paces: readonly Pace[];
}

/** Measures every method; `tell` is given the figures so far after each change, so that a failure takes none away. */
export async function measureLoss(
  product: Product,
  changes: number,
  tell: (measured: MeasuredLoss) => void,
): Promise<MeasuredLoss> {
  await prepare(product, { id: 'bench-loss', cluster: product.definition.name, datacenter: 'lab' });
  const results: Record<string, Results[string]> = {};
  const paces: Pace[] = [];
  for (const { name, method, changes: planned } of plan(product.definition.hypervisors, changes)) {
    const done: Change[] = [];
    for (const [i, hosts] of planned.entries()) {
      const begin = Date.now();
      const { paces: seen, ...change } = await measureChange(product, name, method, hosts);
      done.push(change);
      paces.push(...seen);
      results[name] = summarise(done);
      const { lost, sent, longestGapMs } = sum(change.vms);
      const seconds = Math.round((Date.now() - begin) / 1000);
      const undone = sum(change.undo).lost;
      console.log(
        `- ${name} ${i + 1}/${planned.length} (${hosts.join(', ')}): ${lost} of ${sent} lost, ${longestGapMs} ms; ${sum(elsewhere(change)).lost} of them on other hosts; ${undone} in the undo; controls ${sum(change.controls).lost}; ${seconds} s`,
      );
      tell({ results, paces });
    }
  }
  return { results, paces };
}
