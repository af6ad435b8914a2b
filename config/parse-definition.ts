import type { ClusterDefinition } from '../model/cluster';
import { inconsistentAlignment } from './alignment-consistency';
import { identitySchema } from './alignment-schema';
import { inconsistencies } from './consistency';
import { inconsistentConfiguration } from './inconsistent-configuration';
import { parseYaml } from './parse-yaml';
import { definitionSchema } from './schema';
import { unknownChoices } from './unknown-choices';

/** Reads the text of a `cluster.yaml`; `file` is how messages call it, `folder` the name that it must give the cluster. */
export function parseDefinition(text: string, file: string, folder: string): ClusterDefinition {
  return parseYaml(definitionSchema, text, file, (definition) => [
    ...inconsistencies(definition, folder),
    ...inconsistentAlignment(definition),
    ...inconsistentConfiguration(definition),
    ...unknownChoices(definition),
  ]);
}

/** Reads the text of a `users.yaml`: old ids of projects and users, and what they are in the target's Keystone. */
export function parseIdentities(text: string, file: string): ClusterDefinition['alignment']['identity'] {
  return parseYaml(identitySchema, text, file);
}
