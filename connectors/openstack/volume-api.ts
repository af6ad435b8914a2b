import { listAll } from './pages';
import type { Session } from './session';

export interface Volume {
  readonly id: string;
  readonly name: string | null;
  readonly status: string;
  /** GiB. */
  readonly size: number;
  readonly 'os-vol-host-attr:host': string | null;
}

export interface VolumeService {
  readonly binary: string;
  readonly host: string;
  readonly status: 'enabled' | 'disabled';
  readonly state: 'up' | 'down';
}

/** Every volume of every project. */
export function listVolumes(session: Session, most?: number): Promise<Volume[]> {
  return listAll(session, 'volume', '/volumes/detail?all_tenants=1&limit=500', 'volumes', most);
}

export function listVolumeServices(session: Session): Promise<VolumeService[]> {
  return listAll(session, 'volume', '/os-services', 'services');
}
