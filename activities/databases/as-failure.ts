import { SecretMissingError } from '../../config/secrets';
import { DatabaseError } from '../../connectors/mysql/database-error';
import { failure } from '../failure';

/** What a database or a secret reference went wrong with, as a failure of its type; anything else as it is. */
export function asFailure(error: unknown): unknown {
  if (error instanceof DatabaseError) return failure(error.type, error.message);
  if (error instanceof SecretMissingError) return failure('SecretMissing', error.message);
  return error;
}

type Functions = Readonly<Record<string, (...input: never[]) => Promise<unknown>>>;

/** The same functions; errors of databases become failures with a type and a remedy. */
export function withDatabaseFailures<T extends Functions>(functions: T): T {
  const entries = Object.entries(functions).map(([name, call]) => [
    name,
    async (...input: never[]): Promise<unknown> => {
      try {
        return await call(...input);
      } catch (error) {
        throw asFailure(error);
      }
    },
  ]);
  return Object.fromEntries(entries) as T;
}
