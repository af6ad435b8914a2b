import type { Unread } from './read-database-plan';
import { SecretMissingError } from '../../../config/secrets';
import { DatabaseError } from '../../../connectors/mysql/database-error';

/** What is read for a plan that is only printed: `unread` where the databases cannot be asked from here. */
export async function unlessAway<T>(read: Promise<T>): Promise<T | Unread> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof SecretMissingError) return { unread: error.message };
    throw error;
  }
}
