import { z } from 'zod';
import type { ClusterDefinition } from '../model/cluster';
import { SOAK_MINUTES_AT_MOST } from '../model/canary/choices';
import { PLAIN_NAME } from '../model/names';
import { OPENS } from '../model/phases';
import { alignmentSchema } from './alignment-schema';
import { canarySchema } from './canary/canary-schema';
import { failureBudgetSchema } from './failure-budget-schema';
import { approvalsSchema } from './gates/approvals-schema';
import { guestsSchema } from './hosts/guests-schema';
import { hostChoicesSchema } from './host-choices-schema';
import { modulesSchema } from './hosts/modules-schema';
import { networkSchema } from './network-schema';
import { outagesSchema } from './outages-schema';
import { secretSchema } from './secret-schema';
import { ownAccessSchema, sshSchema } from './ssh-schema';

const name = z
  .string()
  .regex(
    PLAIN_NAME,
    'a name of letters, digits, "-", "." and "_", at most 63, that begins and ends with a letter or digit',
  );
/** Databases' names stand in SQL. */
const database = z.string().regex(/^[A-Za-z0-9_]{1,64}$/, 'a database name of letters, digits and "_"');
const text = z.string().min(1);
const port = z.int().min(1).max(65_535);

const server = z.strictObject({ host: text, port: port.default(3306), user: text, password: secretSchema });
const units = z.array(z.strictObject({ host: name, units: z.array(text).min(1) }));

/** An id, or a folder of rpms on the hosts. */
const repository = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?|(?:file:\/\/)?(?:\/(?!\.\.?(?:\/|$))[A-Za-z0-9._+-]+)+\/?)$/,
    'the id of a repository, or the absolute path of a folder of letters, digits, "-", ".", "_" and "+"',
  )
  .transform((text) => text.replace(/^file:\/\//, '').replace(/\/$/, ''));
/** One repository, or several: as the package managers take them, with commas. */
const repositories = z.union([repository, z.array(repository).min(1)]).transform((ids) => [ids].flat().join(','));
const file = z
  .string()
  .regex(/^(?!.*(^|\/)\.\.(\/|$))[^/\0][^\0]*$/, 'a path in the folder of the cluster, without ".."');

const repositoryFile = file.regex(/(^|\/)[A-Za-z0-9._+-]+\.repo$/, 'a file whose name ends in ".repo"');

/** Far more nodes than one cluster of RabbitMQ has. */
const MOST_RABBITS = 32;

/** A machine that pings. */
const PROBE_POINT = {
  machine: name,
  namespaces: z.record(text, z.string()),
  controls: z.array(z.strictObject({ name, address: text, namespace: z.string() })),
};

/** The VMs of a host whose agent is being restarted are pinged ten times a second at least. */
const IN_FLIGHT_MS = 100;

/** `cluster.yaml`; keys that are not here are refused. */
export const definitionSchema = z.strictObject({
  name,
  datacenter: name,
  releases: z.strictObject({ from: name, to: name }),
  ssh: sshSchema,
  machines: z
    .array(z.strictObject({ name, address: text, port: port.default(22), ssh: ownAccessSchema.exactOptional() }))
    .min(1),
  source: z.strictObject({
    server,
    databases: z.strictObject({ nova: database, glance: database, cinder: database, neutron: database }),
    apis: units,
  }),
  target: z.strictObject({
    server,
    databases: z.strictObject({
      novaApi: database,
      nova: database,
      glance: database,
      cinder: database,
      neutron: database,
    }),
    cell: name,
    identity: z.strictObject({
      url: z.url(),
      username: text,
      password: secretSchema,
      project: text,
      domain: text,
      region: text,
    }),
    services: units,
    apis: units,
    novaManage: z.strictObject({ host: name, command: z.array(text).min(1) }),
    rabbit: z
      .strictObject({
        hosts: z.array(name).min(1).max(MOST_RABBITS),
        command: z.array(text).min(1).default(['rabbitmqctl']),
      })
      .exactOptional(),
  }),
  copy: z
    .strictObject({
      threads: z.int().min(1).max(64).default(4),
      waitWhile: z
        .strictObject({
          threadsRunning: z.int().min(1).nullable().default(null),
          replicaLagSeconds: z.int().min(0).nullable().default(null),
          replicas: z.array(server).default([]),
          sql: text.nullable().default(null),
        })
        .prefault({}),
    })
    .prefault({}),
  volumes: z.strictObject({ hosts: z.record(text, text), availabilityZone: text }),
  alignment: alignmentSchema,
  network: networkSchema,
  packages: z.strictObject({
    manager: z.enum(['dnf', 'yum']),
    repositories: z.strictObject({
      from: repositories,
      to: repositories,
      files: z.array(repositoryFile).readonly().exactOptional(),
    }),
    keys: z.array(file).readonly().exactOptional(),
    checkSignatures: z.boolean().exactOptional(),
  }),
  hypervisors: z.array(name).min(1),
  configuration: hostChoicesSchema,
  modules: modulesSchema,
  guests: guestsSchema,
  rollout: z.strictObject({
    hostsPerBatch: z.int().min(1).max(100),
    canaries: z.array(name).default([]),
    canarySoakMinutes: z.int().min(0).max(SOAK_MINUTES_AT_MOST).exactOptional(),
    pools: z.record(text, z.array(text).min(1)).default({}),
    syncSeconds: z.int().min(1).max(3600).default(180),
    watchSeconds: z.int().min(1).max(3600).default(10),
    open: z.enum(OPENS).default('early'),
    failureBudget: failureBudgetSchema.exactOptional(),
    trials: z.boolean().exactOptional(),
  }),
  canary: canarySchema.exactOptional(),
  approvals: approvalsSchema.exactOptional(),
  outages: outagesSchema,
  probes: z
    .strictObject({
      ...PROBE_POINT,
      intervalMs: z.int().min(10).max(10_000),
      inFlightIntervalMs: z.int().min(10).max(IN_FLIGHT_MS).nullable().default(null),
      longestGapMs: z.int().min(0).max(60_000).default(1_000),
      points: z.array(z.strictObject(PROBE_POINT)).default([]),
    })
    .transform(({ inFlightIntervalMs: asked, ...probes }) => ({
      ...probes,
      inFlightIntervalMs: asked ?? (probes.intervalMs > IN_FLIGHT_MS ? IN_FLIGHT_MS : null),
    })),
}) satisfies z.ZodType<ClusterDefinition>;
