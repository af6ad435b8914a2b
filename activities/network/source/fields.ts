import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Cell, Row } from '../../../connectors/mysql/statements';
import type { Json, JsonObject } from '../../../model/json';

/** MySQL's tinyint as Neutron's API has it. */
export function flag(value: Cell | undefined): boolean {
  return Number(value ?? 0) !== 0;
}

/** A scalar as text; '' for null and for what is none. */
export function text(value: Json | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** A field, unless its value is null: to Neutron's API most fields that are given as null are an error. */
export function optional(name: string, value: Cell | undefined): JsonObject {
  return value === null || value === undefined ? {} : { [name]: value };
}

/** The three fields that all objects begin with. */
export function identity(row: Row): NetworkObject {
  return { id: text(row['id']), project_id: text(row['project_id']), name: text(row['name']) };
}

/** A JSON object in a column; Liberty writes '' for {}. */
export function json(value: Cell | undefined): JsonObject {
  return text(value) === '' ? {} : (JSON.parse(text(value)) as JsonObject);
}
