import { camelCase } from "../../layers/base/choose.js";
import { received } from "../../received.js";
import { type Config, snakeCase } from "./keras-object.js";
import { partKind, writeActivation, writePart } from "./layer-parts.js";
import type { LayerEntry } from "./layer-table.js";

/**
 * Keras's config of one of tfjs's layers. Throws, naming `owner` and the option, at one that Keras's layer
 * does not have.
 */
export function writeOptions(
  owner: string,
  config: Config,
  { options, only, renamed }: LayerEntry,
): Record<string, unknown> {
  const written: Record<string, unknown> = { name: config.name };
  if (config.trainable === false) written.trainable = false; // not every layer takes it
  for (const option of options) {
    const value = config[renamed[option] ?? camelCase(option)];
    if (value !== undefined) written[option] = writeOption(owner, option, value);
  }
  for (const [option, expected] of Object.entries(only)) {
    const value = config[camelCase(option)] ?? expected;
    const plain = Array.isArray(value) && new Set(value).size === 1 ? value[0] : value;
    if (plain === expected || plain === camelCase(String(expected))) continue;
    throw new Error(
      `${owner}: the option ${option} goes to Keras only as ${received(expected)}. Received: ${received(value)}`,
    );
  }
  return written;
}

function writeOption(owner: string, option: string, value: unknown): unknown {
  if (value === null) return null;
  const kind = partKind(option);
  if (kind === "activation") {
    // the weights of the gates make up for the other slope
    if (option === "recurrent_activation" && value === "hardSigmoid") return "hard_sigmoid";
    return writeActivation(owner, option, value);
  }
  if (kind !== undefined) return writePart(owner, option, kind, value);
  if (option === "data_format") return snakeCase(String(value));
  if (option === "target_shape") return (value as unknown[]).map((size) => size ?? -1); // a list
  return value;
}
