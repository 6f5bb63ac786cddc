import { DISPLAY_SYMBOL, displayMethod } from "../display/display-symbol.js";
import { installDisplayMethods } from "./display-methods.js";
import type { Guest, Host } from "./host.js";

interface DenoJupyter {
  broadcast(type: string, content: object): Promise<void>;
}

/** By which Deno's kernel shows the result of every cell, also of those that have none. */
interface DenoResults {
  broadcastResult?: (executionCount: number, result: unknown) => Promise<void>;
}

/** Deno's kernel, when this is a process of it. */
export function denoHost(): Host | undefined {
  const deno: unknown = Reflect.get(globalThis, "Deno");
  const jupyter = memberOf(deno, "jupyter") as DenoJupyter | undefined;
  if (typeof jupyter?.broadcast !== "function") return undefined;
  return {
    openOutput: (displayId) => (bundle, update) =>
      jupyter.broadcast(update ? "update_display_data" : "display_data", {
        data: bundle.data,
        metadata: bundle.metadata,
        transient: { display_id: displayId },
      }),
    welcome: (guest) => {
      installDisplayMethods();
      const internals = memberOf(deno, Reflect.get(deno as object, "internal") as string);
      const results = memberOf(internals, "jupyter") as DenoResults | undefined;
      if (results !== undefined) attendResults(results, guest);
    },
  };
}

/**
 * Displays come before the end of their cell. Deno asks objects alone how they look, and layers are
 * functions; without its internals they are shown as text.
 */
function attendResults(results: DenoResults, guest: Guest): void {
  const { broadcastResult } = results;
  if (typeof broadcastResult !== "function") return;
  results.broadcastResult = async (executionCount, result) => {
    await guest.settled();
    const shown = guest.isHandle(result) ? undefined : asObject(result);
    await broadcastResult.call(results, executionCount, shown);
  };
}

function asObject(result: unknown): unknown {
  const method = typeof result === "function" ? displayMethod(result) : undefined;
  return method === undefined ? result : { [DISPLAY_SYMBOL]: method };
}

/** Outside of its kernel Deno throws at the mention of `Deno.jupyter`. */
function memberOf(object: unknown, name: string | symbol): unknown {
  try {
    return typeof object === "object" && object !== null ? Reflect.get(object, name) : undefined;
  } catch {
    return undefined;
  }
}
