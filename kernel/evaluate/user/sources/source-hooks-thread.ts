import type { MessagePort } from "node:worker_threads";
import type { ThreadOptions } from "./install-sources.js";
import {
  createSourceHooks,
  type Loaded,
  type ResolveContext,
  type Resolved,
  type SourceHooks,
} from "./source-hooks.js";

type NextResolve = (specifier: string, context: object) => Promise<Resolved>;
type NextLoad = (url: string, context: object) => Promise<Loaded>;

let hooks: SourceHooks;
let anchorUrl: string;

/** Called once; this module runs in Node's loader thread. */
export function initialize({
  options,
  maps,
}: {
  readonly options: ThreadOptions;
  readonly maps: MessagePort;
}): void {
  anchorUrl = new URL(`file://${options.anchor}`).href;
  hooks = createSourceHooks({
    ...options,
    shared: () => options.shared,
    onMap: (name, map) => maps.postMessage([name, map]),
  });
}

export async function resolve(
  specifier: string,
  context: ResolveContext,
  next: NextResolve,
): Promise<Resolved> {
  if (context.parentURL === anchorUrl) hooks.refresh();
  const found = hooks.resolve(specifier, context);
  if (found !== undefined && "url" in found) return found;
  return hooks.finish(await next(found?.specifier ?? specifier, context), context);
}

export async function load(
  url: string,
  context: { readonly format?: string | null },
  next: NextLoad,
): Promise<Loaded> {
  const loaded = hooks.load(url, context.format);
  // without a source the CommonJS loader of the main thread compiles the file, for `require` too
  if (loaded?.format === "commonjs") return { ...loaded, source: null };
  return loaded ?? next(url, context);
}
