import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { differingFields } from '../compare/differences';

/** An object that both sides have, and not with the same values. */
export interface Changed {
  readonly wanted: NetworkObject;
  readonly present: NetworkObject;
  /** Those in which they differ. */
  readonly fields: readonly string[];
}

/** What is to be done that the new Neutron has of one kind what the old one has. */
export interface Changes {
  readonly missing: readonly NetworkObject[];
  /** Neutron takes a PUT of each of their fields. */
  readonly changed: readonly Changed[];
  /** A field of theirs is given once and for all: such an object is deleted and created again. */
  readonly fixed: readonly Changed[];
  readonly surplus: readonly NetworkObject[];
}

/** What Neutron refuses in a PUT, by kind; of a rule that is everything. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  network: [
    ...['project_id', 'segments', 'provider:network_type', 'provider:physical_network'],
    'provider:segmentation_id',
  ],
  subnet: ['project_id', 'network_id', 'ip_version', 'cidr', 'ipv6_ra_mode', 'ipv6_address_mode'],
  port: ['project_id', 'network_id'],
  security_group: ['project_id'],
  router: ['project_id'],
  floatingip: ['project_id', 'floating_network_id', 'floating_ip_address'],
};

export function changesOf(
  kind: string,
  wanted: readonly NetworkObject[],
  present: readonly NetworkObject[],
  { ignored = [] }: { readonly ignored?: readonly string[] } = {},
): Changes {
  const found = new Map(present.map((object) => [object.id, object]));
  const ids = new Set(wanted.map(({ id }) => id));
  const both = wanted.flatMap((object): readonly Changed[] => {
    const now = found.get(object.id);
    if (now === undefined) return [];
    const fields = differingFields(object, now).filter((field) => !ignored.includes(field));
    return fields.length === 0 ? [] : [{ wanted: object, present: now, fields }];
  });
  const isFixed = ({ fields }: Changed): boolean =>
    FIXED[kind] === undefined || fields.some((field) => FIXED[kind]?.includes(field));
  return {
    missing: wanted.filter(({ id }) => !found.has(id)),
    changed: both.filter((one) => !isFixed(one)),
    fixed: both.filter(isFixed),
    surplus: present.filter(({ id }) => !ids.has(id)),
  };
}

/** What a PUT says of them: what the old side has, and nothing where it has nothing. */
export function updateOf({ wanted, fields }: Changed): Omit<NetworkObject, 'id'> {
  return Object.fromEntries(fields.map((field) => [field, wanted[field] ?? null]));
}

/** One sentence for an operator: field by field what it is to be and is. */
export function sentenceOf(kind: string, { wanted, present, fields }: Changed): string {
  const values = fields.map(
    (field) => `${field} was ${JSON.stringify(wanted[field] ?? null)} and is ${JSON.stringify(present[field] ?? null)}`,
  );
  return `${kind.replaceAll('_', ' ')} ${wanted.id}: ${values.join(', ')}`;
}
