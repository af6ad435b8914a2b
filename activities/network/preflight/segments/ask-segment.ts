import { ApiError } from '../../../../connectors/openstack/api-error';
import type { NetworkApi } from '../../../../connectors/openstack/network-api';
import type { JsonObject } from '../../../../model/json';
import type { SegmentPlace } from './segment-places';

/** What the new Neutron makes of networks at a place. */
export interface Verdict {
  /** Why it takes no segment there, in its own words. */
  readonly refused?: string;
  /** The MTU that a network without one gets there, and the largest that it takes; undefined where it has no limit or was not told. */
  readonly largestMtu?: number;
}

/** Larger than any wire's, and within the column. */
const TOO_LARGE = 1_000_000;
const NOWHERE = 'stackleap-asks-and-makes-nothing';

/**
 * A network that Neutron never makes: which type drivers and physical networks ML2 has no API tells, but it looks at the segment, then
 * at the MTU, then at the zone, which there is not, and says what it minds first. It takes back whatever it had begun. The project is
 * nobody's, or it would get a default group.
 */
export function questionAbout({ type, physical, segmentation }: SegmentPlace): JsonObject {
  return {
    name: NOWHERE,
    tenant_id: '',
    mtu: TOO_LARGE,
    availability_zone_hints: [NOWHERE],
    'provider:network_type': type,
    ...(physical === '' ? {} : { 'provider:physical_network': physical }),
    ...(segmentation === null ? {} : { 'provider:segmentation_id': segmentation }),
  };
}

/** Reads an answer to the question; throws where the API did not get so far as to look at the segment. */
export function verdictOf(error: ApiError): Verdict {
  const { status, answer } = error;
  const [, largest] = /Requested MTU is too big, maximum is (\d+)/.exec(answer) ?? [];
  if (largest !== undefined) return { largestMtu: Number(largest) };
  // The zone was looked for: all else is taken. Or the very segment is there already.
  if ((status === 404 && answer.includes(NOWHERE)) || status === 409) return {};
  // A Neutron without zones would make the network: it is asked nothing more.
  if (status !== 400) throw error;
  return /Unrecognized attribute/.test(answer) ? {} : { refused: answer };
}

/** Asks the new Neutron about a place; nothing is there afterwards that was not before. Throws an ApiError where it does not answer. */
export async function askAbout(api: NetworkApi, place: SegmentPlace): Promise<Verdict> {
  try {
    const { id } = await api.create('network', questionAbout(place));
    await api.remove('network', id);
    return {};
  } catch (error) {
    if (error instanceof ApiError) return verdictOf(error);
    throw error;
  }
}
