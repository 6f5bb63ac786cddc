import type { KerasArchive } from "./read-archive.js";
import { writeAtomically } from "./write-atomically.js";

/** The version of Keras whose format is written. */
export const KERAS_VERSION = "3.15.1";

/** Writes a `.keras` file as Keras does, nothing compressed. A failure leaves the old file. */
export async function writeArchive(path: string, archive: KerasArchive): Promise<void> {
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter, configure } = await import(
    "@zip.js/zip.js"
  );
  configure({ useWebWorkers: false });
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level: 0 });
  const add = (name: string, bytes: Uint8Array): Promise<unknown> =>
    writer.add(name, new Uint8ArrayReader(bytes));
  const metadata = { keras_version: KERAS_VERSION, date_saved: timeStamp(new Date()) };
  await add("metadata.json", encode(metadata));
  await add("config.json", encode(archive.config));
  await add("model.weights.h5", archive.weights);
  for (const [name, bytes] of archive.assets) await add(`assets/${name}`, bytes);
  await writeAtomically(path, await writer.close());
}

// infinities as Python's json reads them, and numbers of which Keras asks that they are no integers
function encode(value: unknown): Uint8Array {
  const marked = JSON.stringify(value, (_, each: unknown) =>
    each === Number.POSITIVE_INFINITY || each === Number.NEGATIVE_INFINITY
      ? `\u0000${String(each)}\u0000`
      : each,
  );
  const text = marked
    .replace(/"\\u0000(-?Infinity)\\u0000"/g, "$1")
    .replace(/"(learning_rate|momentum)":(\d+)(?=[,}])/g, '"$1":$2.0');
  return new TextEncoder().encode(text);
}

// "2026-01-31@12:00:00", local time
function timeStamp(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace("T", "@");
}
