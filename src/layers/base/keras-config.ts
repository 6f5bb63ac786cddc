import { camelCase } from "./choose.js";
import { unprotect } from "./config-text.js";

// added by tfjs, or by Keras around a config: no option of any layer
const NOT_OPTIONS = new Set([
  "customObjects",
  "module",
  "registeredName",
  "buildConfig",
  "compileConfig",
]);

/**
 * The options in a config, whoever wrote it: `getConfig`, a model that tfjs saved and loaded, or Keras
 * (snake_case names, Keras 3 dtype policies).
 */
export function readKerasConfig(
  config: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    const option = camelCase(key);
    if (NOT_OPTIONS.has(option) || value === undefined) continue;
    options[option] = option === "dtype" ? readDtype(value) : unprotect(value);
  }
  return options;
}

// tfjs has four types; a Keras policy names others, or one for computing and one for storing
function readDtype(value: unknown): unknown {
  const name =
    typeof value === "object" && value !== null && "config" in value
      ? unwrapPolicy(value.config)
      : value;
  if (typeof name !== "string") return name;
  if (/float/.test(name)) return "float32";
  if (/int/.test(name)) return "int32";
  return name;
}

function unwrapPolicy(config: unknown): unknown {
  return typeof config === "object" && config !== null && "name" in config
    ? config.name
    : undefined;
}
