import type { Debugger } from "node:inspector";
import type { StackFrame } from "./protocol.js";
import type { SourcePosition } from "./script-positions.js";
import type { Script, Scripts } from "./scripts.js";

/** A frame of user code that stands still. */
export interface StoppedFrame extends StackFrame {
  readonly callFrame: Debugger.CallFrame;
  readonly script: Script;
}

/** The frames of a stack that are the user's, innermost first; `nextId` gives each an id of its own. */
export function userFrames(
  callFrames: readonly Debugger.CallFrame[],
  scripts: Scripts,
  nextId: () => number,
): StoppedFrame[] {
  return callFrames.flatMap((callFrame): StoppedFrame[] => {
    const place = placeOf(callFrame.location, scripts);
    if (place === undefined) return [];
    const { script, position } = place;
    const isFunction = callFrame.scopeChain.some(({ type }) => type === "local");
    const name = callFrame.functionName || (isFunction ? "(anonymous)" : script.source.name);
    return [{ id: nextId(), name, source: script.source, ...position, callFrame, script }];
  });
}

/** Where a location is in the user's code, if it is. */
export function placeOf(
  { scriptId, lineNumber, columnNumber = 0 }: Debugger.Location,
  scripts: Scripts,
): { readonly script: Script; readonly position: SourcePosition } | undefined {
  const script = scripts.at(scriptId);
  const position = script?.positions().toSource({ lineNumber, columnNumber });
  return script && position && { script, position };
}

/** Names of the scopes of a frame as front ends know them, and the objects that hold their variables. */
export interface FrameScope {
  readonly name: "Locals" | "Closure" | "Globals";
  readonly objectIds: readonly string[];
}

/**
 * Blocks belong to the locals of their function. All that lies outside of functions is one scope: the
 * variables of the cells, which V8 keeps apart from the properties of the global object.
 */
export function frameScopes({ scopeChain }: Debugger.CallFrame): FrameScope[] {
  const locals: string[] = [];
  const closures: string[] = [];
  let isOutside = false;
  for (const { type, object } of scopeChain) {
    if (type === "script" || type === "global" || object.objectId === undefined) continue;
    (isOutside || type === "closure" || type === "module" ? closures : locals).push(
      object.objectId,
    );
    isOutside ||= type === "local";
  }
  return [
    ...(locals.length > 0 ? [{ name: "Locals", objectIds: locals } as const] : []),
    ...(closures.length > 0 ? [{ name: "Closure", objectIds: closures } as const] : []),
    { name: "Globals", objectIds: [] },
  ];
}
