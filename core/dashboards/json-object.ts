/** JSON as it was written, whose fields nobody has checked. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object there, or an empty one: for reading on without asking at every step. */
export const objectAt = (json: JsonObject, key: string): JsonObject => {
  const value = json[key];
  return isObject(value) ? value : {};
};

/** The objects of the list there; none where there is no list. */
export const objectsAt = (json: JsonObject, key: string): JsonObject[] => {
  const value = json[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

export const textAt = (json: JsonObject, key: string): string | undefined =>
  typeof json[key] === 'string' ? json[key] : undefined;

/** A number, or a text that is one: older editors wrote `"max": "100"`. */
export const numberAt = (json: JsonObject, key: string): number | undefined => {
  const value = json[key];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** The same JSON with every string changed, keys left alone. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapStrings(each, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapStrings(each, change)]));
}

/** Without the fields that have nothing to say. */
export const present = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
