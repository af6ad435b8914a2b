import { NetworkApi } from '../../../../connectors/openstack/network-api';
import type { Row } from '../../../../connectors/mysql/statements';
import type { Blocker } from '../../../../model/blocker';
import type { ClusterDefinition } from '../../../../model/cluster';
import { listFirst } from '../../../../model/list-first';
import type { NetworkChoices } from '../../../../model/network-choices';
import { pluralize } from '../../../../model/pluralize';
import { asBlocker } from '../../../toolbox/as-blocker';
import type { Access } from '../../../toolbox/access';
import { hasMtu } from '../../source/chosen-mtu';
import { text } from '../../source/fields';
import type { LibertyRows } from '../../source/read-liberty';
import { askAbout, type Verdict } from './ask-segment';
import { segmentPlaces, type SegmentPlace } from './segment-places';

/** What a network card has that nobody has told another MTU: guests of networks without one send packets as large as that. */
const ETHERNET_MTU = 1500;

/** Segments that the new Neutron, or hypervisors, have no place for, and MTUs that would be other ones; asks Neutron, makes nothing. */
export async function blockedSegments({ definition, session }: Access, rows: LibertyRows): Promise<Blocker[]> {
  const places = segmentPlaces(rows);
  const api = new NetworkApi(session);
  const found = unmappedPlaces(definition, rows);
  try {
    for (const place of places) found.push(...placeFindings(place, await askAbout(api, place), definition.network.mtu));
  } catch (error) {
    found.push(asBlocker(error, 'the new Neutron', 'ApiFailed'));
  }
  return found;
}

/** What is wrong with one place. */
export function placeFindings(place: SegmentPlace, verdict: Verdict, mtu: NetworkChoices['mtu']): Blocker[] {
  const { networks } = place;
  if (verdict.refused !== undefined) {
    const todo = `Give it to the new neutron-server (ml2_conf.ini: type_drivers, flat_networks, network_vlan_ranges, tunnels' ranges) and restart that, or delete the networks in the old Neutron`;
    return [
      rowsUnmapped(`${named(networks)} ${nameOf(place)}, and the new Neutron answers: "${verdict.refused}" ${todo}.`),
    ];
  }
  const largest = verdict.largestMtu;
  if (largest === undefined) return [];
  const raise = place.physical === '' ? 'path_mtu' : 'global_physnet_mtu or physical_network_mtus';
  const tooLarge = networks.filter((row) => hasMtu(row) && Number(row['mtu']) > largest);
  const unset = networks.filter((row) => !hasMtu(row));
  const findings: Blocker[] = [];
  if (tooLarge.length > 0)
    findings.push(
      rowsUnmapped(
        `${named(tooLarge)} ${nameOf(place)} with an MTU above ${largest}, the largest that the new Neutron takes there. Raise ${raise} of the new neutron-server, as the wire allows it.`,
      ),
    );
  const problem = unset.length === 0 ? undefined : mtuProblem(place, largest, mtu, raise);
  if (problem !== undefined)
    findings.push(rowsUnmapped(`${named(unset)} ${nameOf(place)} without an MTU: ${problem}.`));
  return findings;
}

function mtuProblem({ physical }: SegmentPlace, largest: number, choice: NetworkChoices['mtu'], raise: string) {
  if (choice === 'computed') return undefined;
  if (typeof choice === 'number')
    return choice <= largest
      ? undefined
      : `network.mtu gives them ${choice}, and the new Neutron takes at most ${largest} there. Raise ${raise} of the new neutron-server, or lower network.mtu`;
  // Through a tunnel guests without another MTU than a network card's never sent large packets.
  const fits = physical === '' ? largest <= ETHERNET_MTU : largest === ETHERNET_MTU;
  return fits
    ? undefined
    : `guests there have that of a network card, ${ETHERNET_MTU}, unless they were told otherwise, and the new Neutron would give them ${largest}; what is larger than the wire or the other end is lost without a word. Say in network.mtu which they have (network.mtu: ${ETHERNET_MTU}), or "computed" for the new one's`;
}

/** Physical networks that VMs are on and that the definition gives no bridge: others may be on network nodes alone. */
export function unmappedPlaces({ hypervisors, network }: ClusterDefinition, rows: LibertyRows): Blocker[] {
  const here = new Set(hypervisors);
  const onHosts = new Set(rows.ports.filter((row) => here.has(text(row['host']))).map((row) => text(row['id'])));
  const used = rows.bindingLevels.filter((row) => onHosts.has(text(row['port_id'])));
  const physical = new Set(used.map((row) => text(row['physical_network'])).filter((name) => name !== ''));
  const unknown = [...physical].filter((name) => network.physicalNetworks[name] === undefined);
  if (unknown.length === 0) return [];
  const message = `Ports on hypervisors are bound to physical networks that network.physicalNetworks lacks: ${listFirst(unknown)}. Name each there with its bridge.`;
  return [{ type: 'InvalidDefinition', message }];
}

function named(networks: readonly Row[]): string {
  const names = networks.map((row) => `${text(row['name'])} (${text(row['id'])})`);
  return `${pluralize(networks.length, 'network')} of the old Neutron, ${listFirst(names)},`;
}

function nameOf({ type, physical }: SegmentPlace): string {
  return physical === '' ? `of type ${type}` : `of type ${type} on ${physical}`;
}

function rowsUnmapped(message: string): Blocker {
  return { type: 'RowsUnmapped', message };
}
