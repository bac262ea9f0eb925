import { type JsonObject, objectAt, present, textAt } from '../json-object.ts';

/** `{ group, datasource: { name } }` of V2 as the `{ type, uid }` of classic. */
export function dataSourceOf(query: JsonObject): JsonObject | undefined {
  const [type, uid] = [textAt(query, 'group'), textAt(objectAt(query, 'datasource'), 'name')];
  return type === undefined && uid === undefined ? undefined : present({ type, uid });
}
