import type { CallOptions } from "./layer-call.js";
import type { PreprocessingLayer } from "./preprocessing-layer.js";

/** A layer that is called like a function, before anything of the call was done. */
export interface DeferredCall {
  readonly layer: PreprocessingLayer;
  readonly inputs: unknown;
  /** The options, `training` decided. */
  readonly options: CallOptions;
  /** Does the call at once. */
  run(): unknown;
}

/** Gives what a call is to give. */
export type CallHandler = (call: DeferredCall) => unknown;

let handler: CallHandler | undefined;

/** Runs a function; `take` decides about the layers that it calls, or nobody when it is undefined. */
export function withCallHandler<R>(take: CallHandler | undefined, run: () => R): R {
  const outer = handler;
  handler = take;
  try {
    return run();
  } finally {
    handler = outer;
  }
}

/** What decides about calls now, if anything does. */
export function callHandler(): CallHandler | undefined {
  return handler;
}
