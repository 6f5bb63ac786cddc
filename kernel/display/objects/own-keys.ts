const MANY = 1_000;

let lists: Map<object, readonly string[]> | undefined;

/** Names of an object's own enumerable properties. */
export function ownKeys(value: object): readonly string[] {
  const known = lists?.get(value);
  if (known !== undefined) return known;
  const keys = Object.keys(value);
  if (keys.length > MANY) lists?.set(value, keys);
  return keys;
}

/**
 * Runs something that lists keys again and again and changes no object: half a second for a million of
 * them is spent once.
 */
export function listingOnce<T>(run: () => T): T {
  if (lists !== undefined) return run();
  lists = new Map();
  try {
    return run();
  } finally {
    lists = undefined;
  }
}
