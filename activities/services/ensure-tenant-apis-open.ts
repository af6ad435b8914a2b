import { z } from 'zod';
import type { ApplicationFailure } from '@temporalio/common';
import type { StepInput, StepResult, StoredFile } from '../../model/run';
import { defineUndo } from '../define/undo';
import { storedFileSchema } from '../define/stored-file';
import { failure } from '../toolbox/failure';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { openFact } from './open-fact';
import { changedPorts, readPortStates, type PortStates } from './port-states';
import { selectUnits, switchUnits, unitListSchema } from '../toolbox/switch-units';
import { databaseNow, tenantWrites } from './tenant-writes';

interface Opened {
  readonly openedAt: string;
  readonly ports?: StoredFile;
}

const closeTenantApis = defineUndo({
  kind: 'closeTenantApis',
  detail: z.object({
    units: unitListSchema,
    /** By the target database's clock, in UTC. */
    openedAt: z.string(),
    /** The `PortStates` of that moment. */
    ports: storedFileSchema.exactOptional(),
  }),
  undo: async (deps, { units, ...opened }, { cluster, run }) => {
    const access = await openAccess(deps, cluster);
    const { definition, ledger } = access;
    const before = await writesSince(deps, access, opened);
    if (before.length > 0) throw refuse(opened, before);
    const running = await selectUnits(deps, definition, units, true);
    const stopped = await switchUnits(deps, definition, 'stop', running);
    // Looked at again behind closed doors: a tenant may have written since the first look.
    const meanwhile = await writesSince(deps, access, opened);
    if (meanwhile.length > 0) {
      await switchUnits(deps, definition, 'start', running);
      throw refuse(opened, meanwhile);
    }
    await openFact.record(ledger, run, {});
    return `${stopped} units stopped: the APIs are closed to tenants.`;
  },
});

function refuse({ openedAt }: Opened, writes: readonly string[]): ApplicationFailure {
  return failure('TenantsWrote', `Since the APIs were opened at ${openedAt} UTC: ${writes.join('; ')}.`);
}

/** What tenants have written since the APIs were opened, a sentence each. */
async function writesSince(
  deps: Dependencies,
  { definition, target }: Pick<Access, 'definition' | 'target'>,
  { openedAt, ports }: Opened,
): Promise<readonly string[]> {
  const writes = await tenantWrites(target, definition, openedAt);
  if (ports === undefined) return writes;
  const before = JSON.parse((await deps.store.get(ports)).toString('utf8')) as PortStates;
  const changed = changedPorts(before, await readPortStates(target, definition));
  return changed === undefined ? writes : [...writes, changed];
}

/**
 * Opens the new APIs to tenants; the fact `open` {at} is the moment at which their downtime ended. The undo refuses as
 * soon as a tenant has written.
 */
export const ensureTenantApisOpen = defineStep({
  name: 'ensureTenantApisOpen',
  once: 'done',
  undo: closeTenantApis,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const { definition, ledger, target } = await openAccess(deps, input.run.cluster);
    const closed = await selectUnits(deps, definition, definition.target.apis, false);
    if (closed.length > 0)
      await closeTenantApis.record(ledger, input, {
        units: closed,
        openedAt: await databaseNow(target),
        ports: await deps.store.put(JSON.stringify(await readPortStates(target, definition))),
      });
    const opened = await switchUnits(deps, definition, 'start', closed);
    const known = await openFact.read(ledger, input.run.cluster);
    if (opened > 0 || known?.at === undefined)
      await openFact.record(ledger, input.run, { at: new Date().toISOString() });
    return { changed: opened > 0, summary: `${opened} units started: tenants reach the new APIs.` };
  },
});
