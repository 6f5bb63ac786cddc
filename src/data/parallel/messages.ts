import type { SeedPosition } from "../../random/seed-generator.js";
import type { HostElement } from "../host-element.js";

/**
 * What a thread computes with: the WebAssembly backend, if the main thread does, for the same results to the
 * last bit, or else plain JavaScript, never a native addon.
 */
export type ThreadBackend = "wasm" | "cpu";

/** What a worker thread is sent. */
export type WorkerRequest =
  | {
      /** Makes a layer that calls will name. */
      readonly kind: "load";
      readonly layer: number;
      readonly bytes: Uint8Array;
      /** Modules to import before, by URL. */
      readonly modules: readonly string[];
    }
  | { readonly kind: "forget"; readonly layer: number }
  | {
      readonly kind: "call";
      readonly id: number;
      readonly layer: number;
      readonly inputs: HostElement;
      readonly options: HostElement;
      /** Where the random streams of the layer stand. */
      readonly positions: readonly SeedPosition[];
    };

/** What comes back for a call. */
export type WorkerReply =
  | { readonly id: number; readonly result: HostElement }
  | { readonly id: number; readonly error: unknown };
