import type { Json, JsonObject } from '../../../model/json';
import { failure } from '../../toolbox/failure';
import { DATAPATH_DETAIL, datapathFrom } from '../source/host-datapaths';
import { text } from '../source/fields';

/** One instance's row of `instance_info_caches`, with its text as it is; '' where there is none. */
export interface CachedInfo {
  readonly id: number;
  readonly instance: string;
  readonly info: string;
}

/** A VIF by Open vSwitch that Nova would give br-int another datapath for. */
export interface Misfit {
  readonly port: string;
  readonly datapath: string;
}

/**
 * The text of a cache in which every VIF by Open vSwitch tells the host's own datapath; undefined where it does already. Nothing else is
 * changed, also not how a VIF is plugged.
 */
export function fittedInfo(cache: CachedInfo, datapath: string): string | undefined {
  if (misfits(cache, datapath).length === 0) return undefined;
  const fitted = vifsOf(cache).map((vif) =>
    fits(vif, datapath) ? vif : { ...vif, details: { ...detailsOf(vif), [DATAPATH_DETAIL]: datapath } },
  );
  return asciiJson(fitted);
}

/** The VIFs of a cache that tell another datapath than the host's. */
export function misfits(cache: CachedInfo, datapath: string): readonly Misfit[] {
  return vifsOf(cache)
    .filter((vif) => !fits(vif, datapath))
    .map((vif) => ({ port: text(vif['id']), datapath: datapathFrom(detailsOf(vif)) }));
}

function fits(vif: JsonObject, datapath: string): boolean {
  return vif['type'] !== 'ovs' || datapathFrom(detailsOf(vif)) === datapath;
}

function detailsOf(vif: JsonObject): JsonObject {
  const { details } = vif;
  return isObject(details) ? details : {};
}

/** Fails with the instance's name where the text is not what Nova writes: nova-compute would not start with it, either. */
export function vifsOf({ instance, info }: CachedInfo): readonly JsonObject[] {
  const vifs = info === '' ? [] : parseInfo(info);
  if (vifs === null) return [];
  if (Array.isArray(vifs) && vifs.every(isObject)) return vifs;
  throw failure('HostNotReady', `Instance ${instance}: instance_info_caches.network_info is no list of VIFs in JSON.`);
}

function parseInfo(info: string): Json | undefined {
  try {
    return JSON.parse(info) as Json;
  } catch {
    // No list either.
    return false;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Python writes it: Nova's tables take three bytes a character, and there are characters of four. */
export function asciiJson(value: Json): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
