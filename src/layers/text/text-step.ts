import type { serialization } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import { camelCase } from "../base/choose.js";
import { protect } from "../base/config-text.js";
import type { NamedFunctions } from "./text-functions.js";

/** One step of a text's way to tokens: one of Keras's own by name, a function, or none. */
export type TextStep<B extends string, F> =
  | { readonly kind: "none" }
  | { readonly kind: "built-in"; readonly how: B }
  | { readonly kind: "function"; readonly run: F; readonly name: string | null };

/**
 * Reads the option `standardize` or `split`: null, one of `builtIn`, a function, or the name of a registered
 * one, also as Keras writes it. Throws, naming `owner`, at anything else.
 */
export function readTextStep<B extends string, F extends (text: string) => unknown>(
  owner: string,
  option: string,
  value: unknown,
  builtIn: readonly B[],
  named: NamedFunctions<F>,
): TextStep<B, F> {
  if (value === null) return { kind: "none" };
  if (typeof value === "function") {
    const run = value as F; // takes a text; what it gives is checked at each call
    return { kind: "function", run, name: named.nameOf(run) };
  }
  const name = functionName(value);
  const how = builtIn.find((each) => each === name || camelCase(each) === name);
  if (how !== undefined) return { kind: "built-in", how };
  const run = name === null ? undefined : named.get(name);
  if (run !== undefined) return { kind: "function", run, name };
  throw new Error(
    `${owner}: ${option} must be one of ${builtIn.join(", ")}, null, a function or a name given to ` +
      `${named.registering}. Received: ${received(value)}`,
  );
}

/** The step as a config holds it. Throws, naming `owner`, for a function that has no name. */
export function textStepConfig<F extends (text: string) => unknown>(
  owner: string,
  option: string,
  step: TextStep<string, F>,
  named: NamedFunctions<F>,
): string | serialization.ConfigDict | null {
  if (step.kind === "none") return null;
  if (step.kind === "built-in") return step.how;
  const name = step.name ?? named.nameOf(step.run);
  if (name !== null) return protect(name);
  throw new Error(
    `${owner}: the function of ${option} needs a name in a config. Register it with ` +
      `${named.registering}. Received: ${received(step.run)}`,
  );
}

// Keras names a function as { class_name: "function", config: "name" }
function functionName(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || !("config" in value)) return null;
  return typeof value.config === "string" ? value.config : null;
}
