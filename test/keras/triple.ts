import { readFileSync } from "node:fs";
import { tf } from "../../src/index.js";

/** A tensor as the drawing wrote it. */
export type Recorded =
  | { readonly dtype: "float32" | "int32"; readonly shape: number[]; readonly bytes: string }
  | { readonly dtype: "string"; readonly shape: number[]; readonly texts: string[] };

/** What Keras gave: one tensor, a ragged one, or several. */
export type RecordedOutput =
  | Recorded
  | { readonly ragged: unknown }
  | { readonly list: Recorded[] }
  | { readonly parts: Record<string, RecordedOutput> };

/** A layer with its options, what it adapts to, what it is called on and what Keras makes of it. */
export interface Triple {
  readonly id: string;
  readonly layer: string;
  readonly config: Record<string, unknown>;
  readonly adapt?: {
    readonly data: Recorded | { readonly parts: Record<string, Recorded> };
    readonly batchSize: number | null;
    readonly learned: Record<string, unknown>;
  };
  readonly calls: {
    readonly input: RecordedOutput;
    readonly options: Record<string, unknown>;
    readonly output: RecordedOutput;
  }[];
}

/** The triples of a file with one on each line. */
export function readTriples(file: string): Triple[] {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Triple);
}

export function isRecorded(value: unknown): value is Recorded {
  return typeof value === "object" && value !== null && "dtype" in value;
}

/** The recorded values, flat. */
export function valuesOf(recorded: Recorded): Float32Array | Int32Array | string[] {
  if (recorded.dtype === "string") return recorded.texts;
  const bytes = Uint8Array.from(Buffer.from(recorded.bytes, "base64")).buffer;
  return recorded.dtype === "float32" ? new Float32Array(bytes) : new Int32Array(bytes);
}

export function tensorOf(recorded: Recorded): ReturnType<typeof tf.tensor> {
  return tf.tensor(valuesOf(recorded), recorded.shape, recorded.dtype);
}
