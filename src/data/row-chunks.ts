/** How many rows sources give at a time. */
export const CHUNK_SIZE = 4096;

/** Rows of a dataset, several at a time; they stay the property of whoever gives them. */
export type RowChunks<T> = AsyncIterable<readonly T[]>;

/** The same rows in lists of `size`, the last one shorter when there are not enough. */
export async function* rechunk<T>(
  chunks: RowChunks<T>,
  size: number,
): AsyncGenerator<readonly T[], void> {
  let rest: T[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    if (rest.length > 0) {
      start = Math.min(size - rest.length, chunk.length);
      for (let i = 0; i < start; i++) rest.push(chunk[i]!);
      if (rest.length < size) continue;
      yield rest;
      rest = [];
    }
    for (; start + size <= chunk.length; start += size) yield chunk.slice(start, start + size);
    rest = chunk.slice(start);
  }
  if (rest.length > 0) yield rest;
}

/** The rows one by one. */
export async function* rowsOf<T>(chunks: RowChunks<T>): AsyncGenerator<T, void> {
  for await (const chunk of chunks) yield* chunk;
}

/** Rows made of one row of each source, until the shortest ends. */
export async function* zipChunks(
  sources: readonly RowChunks<unknown>[],
): AsyncGenerator<readonly (readonly unknown[])[], void> {
  const streams = sources.map((source) => source[Symbol.asyncIterator]());
  const chunks: (readonly unknown[])[] = streams.map(() => []);
  const at = new Int32Array(streams.length);
  try {
    for (;;) {
      for (const [i, stream] of streams.entries()) {
        while (at[i] === chunks[i]!.length) {
          const next = await stream.next();
          if (next.done) return;
          chunks[i] = next.value;
          at[i] = 0;
        }
      }
      const count = Math.min(...chunks.map((chunk, i) => chunk.length - at[i]!));
      yield Array.from({ length: count }, (_, row) =>
        chunks.map((chunk, i) => chunk[at[i]! + row]),
      );
      for (let i = 0; i < at.length; i++) at[i]! += count;
    }
  } finally {
    for (const stream of streams) await stream.return?.();
  }
}
