import type { Json, JsonObject } from '../../model/json';

/** Nova's envelope of an object that it stores as JSON. */
export function versionedObject(name: string, version: string, data: JsonObject): JsonObject {
  return {
    'nova_object.name': name,
    'nova_object.namespace': 'nova',
    'nova_object.version': version,
    'nova_object.data': data,
  };
}

/** What is inside of an envelope; undefined when there is none. */
export function dataOf(object: Json | undefined): JsonObject | undefined {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined;
  const data = (object as JsonObject)['nova_object.data'];
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as JsonObject) : undefined;
}

/** The JSON of a column, whose name is in the error where it is none; undefined for an empty one. */
export function parseColumn(text: string | null | undefined, column: string): Json | undefined {
  if (text === null || text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`${column} holds a text that is no JSON`, { cause: error });
  }
}

/** A datetime of the database as versioned objects write it. */
export function isoTime(datetime: string | null | undefined): string | null {
  return datetime === null || datetime === undefined ? null : `${datetime.replace(' ', 'T')}Z`;
}
