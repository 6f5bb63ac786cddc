import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { RecurrentRoutines } from "./recurrent-routines.js";
import type { TrainingRoutines } from "./training-routines.js";

/**
 * What `routines/` exports: loops on a WebAssembly memory, four numbers at a time. Pointers are byte offsets
 * into the memory they were loaded on.
 */
export interface Routines extends TrainingRoutines, RecurrentRoutines {
  rescaleFloats(x: number, y: number, count: number, scale: number, offset: number): void;
  rescaleIntegers(x: number, y: number, count: number, scale: number, offset: number): void;
  rescaleBytes(x: number, y: number, count: number, scale: number, offset: number): void;
  stretchContrast(
    x: number,
    y: number,
    pixels: number,
    channels: number,
    factor: number,
    low: number,
    high: number,
  ): void;
  blendRowSideways(
    x: number,
    y: number,
    count: number,
    channels: number,
    first: number,
    second: number,
    towards: number,
  ): void;
  blendRows(above: number, below: number, y: number, count: number, down: number): void;
  warpImage(
    x: number,
    y: number,
    height: number,
    width: number,
    channels: number,
    matrix: number,
    mode: number,
    fill: number,
    room: number,
  ): void;
  addColumnMoments(
    x: number,
    rows: number,
    columns: number,
    offsets: number,
    sums: number,
    squares: number,
  ): void;
  fingerprintBuckets(
    bytes: number,
    ends: number,
    count: number,
    buckets: number,
    out: number,
  ): void;
  fingerprintInto(bytes: number, length: number, out: number): void;
  scanTokens(
    table: number,
    text: number,
    length: number,
    outcomes: number,
    found: number,
    first: number,
    missing: number,
    adds: boolean,
  ): number;
  findTokens(
    table: number,
    bytes: number,
    ends: number,
    count: number,
    out: number,
    first: number,
    missing: number,
    room: number,
  ): void;
  addToken(table: number, length: number): number;
  moveTokens(table: number, slots: number, mask: number): void;
}

let compiled: WebAssembly.Module | undefined;

/** The routines, working on the given memory. They hold no data of their own in it. */
export function routinesOn(memory: WebAssembly.Memory): Routines {
  compiled ??= compile();
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  return instance.exports as unknown as Routines; // what routines/index.ts exports
}

function compile(): WebAssembly.Module {
  // by the package's own name, so that sources find what the build made of them too
  const path = createRequire(import.meta.url).resolve("preplab/routines.wasm");
  return new WebAssembly.Module(readFileSync(path));
}
