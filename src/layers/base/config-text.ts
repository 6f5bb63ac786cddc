import type { serialization } from "@tensorflow/tfjs";

/**
 * A value that keeps its strings through a saved model. tfjs turns every string of a config to snake_case on
 * save and to camelCase on load, except one under the key `name`: there the value travels as JSON.
 */
export function protect(value: unknown): serialization.ConfigDict | null {
  return value === null || value === undefined ? null : { name: JSON.stringify(value) };
}

/** The value that `protect` put away; anything else, as in a config that Keras wrote, comes back unchanged. */
export function unprotect(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (!("name" in value) || typeof value.name !== "string") return value;
  return JSON.parse(value.name) as unknown;
}
