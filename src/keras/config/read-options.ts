import { camelCase } from "../../layers/base/choose.js";
import { received } from "../../received.js";
import type { Config } from "./keras-object.js";
import { partKind, readActivation, readPart } from "./layer-parts.js";
import { type LayerEntry, WITHOUT_EFFECT } from "./layer-table.js";

/**
 * The options of one of tfjs's layers from Keras's config. Throws, naming `owner` and the option, at one
 * that tfjs's layer does not have.
 */
export function readOptions(
  owner: string,
  config: Config,
  { options, only, renamed }: LayerEntry,
): Record<string, unknown> {
  const read: Record<string, unknown> = { name: config.name };
  if (config.trainable === false) read.trainable = false;
  for (const [option, value] of Object.entries(config)) {
    if (options.includes(option)) {
      if (value === null) continue; // tfjs's word for it is nothing
      read[renamed[option] ?? camelCase(option)] = readOption(owner, option, value);
    } else if (option in only) {
      requireOnly(owner, option, value, only[option]);
    } else if (!WITHOUT_EFFECT.has(option) && value !== null && value !== false) {
      throw new Error(
        `${owner}: the option ${option} is not supported. Received: ${received(value)}`,
      );
    }
  }
  return read;
}

function readOption(owner: string, option: string, value: unknown): unknown {
  const kind = partKind(option);
  if (kind === "activation") return readActivation(owner, option, value);
  if (kind !== undefined) return readPart(owner, option, kind, value);
  if (option === "data_format") return camelCase(String(value));
  if (option === "padding" && value === "causal") {
    throw new Error(`${owner}: the option padding is not supported. Received: "causal"`);
  }
  return value;
}

function requireOnly(owner: string, option: string, value: unknown, expected: unknown): void {
  // [1, 1] is 1
  const plain = Array.isArray(value) && new Set(value).size === 1 ? value[0] : value;
  if (plain === expected || plain === null) return;
  throw new Error(
    `${owner}: the option ${option} is supported only as ${received(expected)}. Received: ${received(value)}`,
  );
}
