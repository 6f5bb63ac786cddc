import type { Description } from "./description.js";

/** Says which values it knows (`matches`) and what they look like (`describe`). */
export interface Renderer<T = unknown> {
  readonly name: string;
  matches(value: unknown): value is T;
  describe(value: T): Description | Promise<Description>;
}

const renderers: Renderer[] = [];

/**
 * Teaches every cell how to show a kind of value. The newest renderer is asked first, so a
 * renderer of your own wins over a built-in one; registering a name again replaces it.
 * Returns a function that takes the renderer away.
 *
 * @example
 * registerRenderer({
 *   name: "money",
 *   matches: (value) => value instanceof Money,
 *   describe: (money) => ({ kind: "summary", title: "Money", facts: [`${money.cents / 100} €`] }),
 * });
 * new Money(250); // Money 2.5 €
 */
export function registerRenderer<T>(renderer: Renderer<T>): () => void {
  const remove = () => {
    const at = renderers.indexOf(renderer as Renderer<unknown>);
    if (at >= 0) renderers.splice(at, 1);
  };
  const older = renderers.findIndex((known) => known.name === renderer.name);
  if (older >= 0) renderers.splice(older, 1);
  renderers.unshift(renderer as Renderer<unknown>);
  return remove;
}

/**
 * Asks the first renderer that knows a value for its description, before this returns; `undefined`
 * when none knows it. The promise rejects when that renderer throws.
 */
export function describeByRegistry(value: unknown): Promise<Description> | undefined {
  const renderer = renderers.find((known) => knows(known, value));
  if (renderer === undefined) return undefined;
  return (async () => renderer.describe(value))();
}

/** Whether any renderer knows the value. */
export function isKnownKind(value: unknown): boolean {
  return renderers.some((known) => knows(known, value));
}

function knows(renderer: Renderer, value: unknown): boolean {
  try {
    return renderer.matches(value);
  } catch {
    // a Proxy or getter may refuse any question
    return false;
  }
}
