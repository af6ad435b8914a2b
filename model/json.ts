/** Values that cross a workflow's border: plain JSON, nothing that serialisation would change. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
