import { received } from "../../received.js";

/**
 * The member of `choices` that `value` spells: Keras's own spelling (`multi_hot`) or camelCase (`multiHot`),
 * which is also what tfjs makes of it when it loads a model.
 */
export function choose<T extends string>(
  owner: string,
  option: string,
  value: unknown,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === value || camelCase(choice) === value);
  if (found !== undefined) return found;
  throw new Error(
    `${owner}: ${option} must be one of ${choices.join(", ")}. Received: ${received(value)}`,
  );
}

/** `snake_case` as camelCase. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
