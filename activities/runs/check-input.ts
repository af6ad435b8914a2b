import { z } from 'zod';
import type { ClusterDefinition } from '../../model/cluster';
import { DEFAULT_GATES, type Gate } from '../../model/gates';
import { PHASES, type PhaseName } from '../../model/phases';
import { type CanaryInput, ON_FAILURE, type UpgradeOptions } from '../../model/upgrade';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { canarySchema, checkCanary } from './check-canary';
import type { CheckedInput } from './checked-input';
import { requireHypervisors } from './require-hypervisors';

/** Temporal warns of larger inputs; 3,900 names of 63 characters fit. */
export const HOSTS_BYTES = 256_000;

const cluster = z.string().min(1);
const phases = z.array(z.enum(PHASES)).min(1).optional();
const hosts = z
  .array(z.string())
  .min(1)
  .refine((names) => Buffer.byteLength(JSON.stringify(names)) <= HOSTS_BYTES, {
    error: `more than ${HOSTS_BYTES} bytes of names: take fewer at a time, or leave \`hosts\` out; what is done is skipped`,
  })
  .optional();
const SCHEMAS = {
  upgradeCluster: z.strictObject({
    cluster,
    phases,
    hosts,
    approval: z.enum(['manual', 'auto']).optional(),
    onFailure: z.enum(ON_FAILURE).optional(),
    plan: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'a digest as `plan` prints it: 64 hex digits')
      .optional(),
    rehearse: z.boolean().optional(),
    seedFlows: z.boolean().optional(),
  }),
  planCluster: z.strictObject({ cluster, phases, hosts, seedFlows: z.boolean().optional() }),
  rollBackCluster: z.strictObject({ cluster, phases }),
  canaryUpgrade: canarySchema,
} as const;

type Fields = {
  readonly cluster: string;
  readonly phases?: readonly PhaseName[] | undefined;
  readonly hosts?: readonly string[] | undefined;
} & { readonly [K in 'approval' | 'onFailure' | 'plan' | 'rehearse' | 'seedFlows']?: UpgradeOptions[K] | undefined };

/**
 * Checks a workflow's input, which any client may have sent, and the definition of its cluster; lists all that is wrong. `now` tells the
 * time, in milliseconds since the epoch.
 */
export function createCheckInput(deps: Pick<Dependencies, 'readDefinition'>, now: () => number = Date.now) {
  return async (args: { workflow: keyof CheckedInput; input: unknown }): Promise<CheckedInput[keyof CheckedInput]> => {
    const { workflow, input } = args;
    const parsed = SCHEMAS[workflow].safeParse(input);
    if (!parsed.success) {
      const lines = parsed.error.issues.map(({ path, message }) => `- ${path.join('.') || 'input'}: ${message}`);
      throw failure('InvalidInput', `The input of ${workflow} is wrong:\n${lines.join('\n')}\n`);
    }
    const definition = await deps.readDefinition(parsed.data.cluster);
    if (workflow === 'canaryUpgrade') return checkCanary(parsed.data as CanaryInput, definition, now());
    const data = parsed.data as Fields;
    const { datacenter } = definition;
    if (workflow === 'rollBackCluster')
      return { cluster: data.cluster, phases: data.phases ?? null, datacenter, opens: definition.rollout.open };
    const options = settle(data, definition);
    return { options, gates: gatesOf(definition, options), datacenter };
  };
}

function settle(input: Fields, definition: ClusterDefinition): UpgradeOptions {
  requireHypervisors(input.hosts ?? [], definition);
  return {
    cluster: input.cluster,
    phases: PHASES.filter((name) => name === 'preflight' || (input.phases?.includes(name) ?? true)),
    hosts: input.hosts ?? null,
    approval: input.approval ?? 'manual',
    onFailure: input.onFailure ?? 'ask',
    plan: input.plan ?? null,
    rehearse: input.rehearse ?? false,
    seedFlows: input.seedFlows ?? true,
  };
}

/**
 * The definition's gates, none where everything is approved; that of the canaries only where one of them has its turn. A rehearsal opens
 * nothing, but closes the old APIs: it waits once, before it writes.
 */
function gatesOf(
  { approvals = DEFAULT_GATES, rollout }: ClusterDefinition,
  { approval, hosts, rehearse }: Pick<UpgradeOptions, 'approval' | 'hosts' | 'rehearse'>,
): readonly Gate[] {
  if (approval === 'auto') return [];
  if (rehearse) return [approvals.find(({ gate }) => gate === 'preflight') ?? { gate: 'preflight' }];
  const after = rollout.canaries.filter((host) => hosts?.includes(host) ?? true).length;
  return approvals
    .filter(({ gate }) => gate !== 'canaries' || after > 0)
    .map((one) => (one.gate === 'canaries' ? { ...one, after } : one));
}
