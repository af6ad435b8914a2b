import { listAll } from './pages';
import type { Session } from './session';

export interface Image {
  readonly id: string;
  readonly name: string | null;
  readonly status: string;
  readonly visibility: string;
}

/** Every image that an administrator sees: those of all projects. */
export function listImages(session: Session, most?: number): Promise<Image[]> {
  return listAll(session, 'image', '/images?limit=500', 'images', most);
}
