import type { StepInput } from '../../model/run';
import { AGENT_STEPS } from '../agents/steps';
import { CANARY_STEPS } from '../canaries/steps';
import { CHECK_STEPS } from '../checks/steps';
import { CONTROLLER_STEPS } from '../controllers/steps';
import { DATABASE_STEPS } from '../databases/steps';
import { GUEST_STEPS } from '../guests/steps';
import { HOST_STEPS } from '../hosts/steps';
import { NETWORK_SERVICE_STEPS } from '../network-services/steps';
import { NETWORK_STEPS } from '../network/steps';
import { PROBE_STEPS } from '../probes/steps';
import { SERVICE_STEPS } from '../services/steps';
import { TENANT_STEPS } from '../tenants/steps';

/** Every step that a plan can name, and every undo. */
export const STEPS = {
  ...SERVICE_STEPS,
  ...DATABASE_STEPS,
  ...HOST_STEPS,
  ...GUEST_STEPS,
  ...AGENT_STEPS,
  ...PROBE_STEPS,
  ...NETWORK_STEPS,
  ...NETWORK_SERVICE_STEPS,
  ...CONTROLLER_STEPS,
  ...CHECK_STEPS,
  ...CANARY_STEPS,
  ...TENANT_STEPS,
};

/** The names of all steps. */
export type StepName = keyof typeof STEPS;

/** Every name under itself. Of `keyof` itself, so that an editor finds the step behind its name. */
export type StepNames = { readonly [Name in keyof typeof STEPS]: Name };

/** What a plan gives a step: its input without what the workflow adds to it. */
export type OwnInput<Name extends StepName> = Name extends StepName
  ? Own<Parameters<(typeof STEPS)[Name]['run']>[1]>
  : never;

type Own<Input> = Exclude<keyof Input, keyof StepInput> extends never ? NoInput : Omit<Input, keyof StepInput>;
/** Of a step that needs nothing but where it stands. */
export type NoInput = Readonly<Record<string, never>>;

/** Steps that may be given this. */
export type StepFor<Input> = { [Name in StepName]: Input extends OwnInput<Name> ? Name : never }[StepName];
