import { ApiError } from '../../connectors/openstack/api-error';
import { failure } from '../failure';

type Functions = Readonly<Record<string, (...input: never[]) => Promise<unknown>>>;

/** The same functions; what an API answered wrongly becomes a failure of type ApiFailed. */
export function withApiFailures<T extends Functions>(functions: T): T {
  const entries = Object.entries(functions).map(([name, call]) => [
    name,
    async (...input: never[]): Promise<unknown> => {
      try {
        return await call(...input);
      } catch (error) {
        throw error instanceof ApiError ? failure('ApiFailed', `${error.message}.`, error) : error;
      }
    },
  ]);
  return Object.fromEntries(entries) as T;
}
