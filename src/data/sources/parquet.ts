import { Dataset } from "../dataset.js";
import type { Element } from "../element-types.js";
import { CHUNK_SIZE, rowsOf } from "../row-chunks.js";
import { type ColumnOptions, columnValue, type Row, requireColumns } from "./column-values.js";
import { type FileSource, locate, malformed, nameOf } from "./source-file.js";

const OWNER = "parquet";

type AsyncBuffer = Awaited<ReturnType<typeof import("hyparquet").asyncBufferFromFile>>;

/**
 * The rows of a Parquet file as records of their columns: a path, a URL or the bytes themselves. One row group
 * is read at a time, all compressions of Parquet are known. 64-bit integers become numbers, dates milliseconds
 * since 1970, lists arrays and nulls undefined.
 *
 * @example
 * import { data } from "preplab";
 * const flats = data.parquet<{ city: string; rooms: number }>("test/golden/tables/flats.parquet");
 * console.log(await flats.take(2).toArray());
 * // [ { city: 'Oslo', rooms: 2 }, { city: 'Rome', rooms: 3 } ]
 */
export function parquet<T extends Element = Record<string, never>>(
  source: FileSource | Uint8Array | ArrayBuffer,
  { columns }: ColumnOptions = {},
): Dataset<T> {
  const chunks = (): AsyncGenerator<readonly T[], void> =>
    rowGroups(source, columns) as AsyncGenerator<readonly T[], void>; // as the user says
  return new Dataset<T>({ open: () => rowsOf(chunks()), chunks, steps: ["parquet"] });
}

async function* rowGroups(
  source: FileSource | Uint8Array | ArrayBuffer,
  columns: readonly string[] | undefined,
): AsyncGenerator<readonly Row[], void> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const name = nameOf(source);
  const read = async <R>(use: () => Promise<R>): Promise<R> => {
    try {
      return await use();
    } catch (error) {
      throw malformed(OWNER, name, "readable Parquet file", error);
    }
  };
  const file = await read(() => openBuffer(source));
  const metadata = await read(() => parquetMetadataAsync(file));
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const wanted = requireColumns(OWNER, name, names, columns);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await read(() =>
      parquetReadObjects({ file, metadata, columns: [...wanted], rowStart, rowEnd, compressors }),
    );
    rowStart = rowEnd;
    for (let at = 0; at < rows.length; at += CHUNK_SIZE) {
      yield rows.slice(at, at + CHUNK_SIZE).map((row) => readRow(row, wanted));
    }
  }
}

async function openBuffer(source: FileSource | Uint8Array | ArrayBuffer): Promise<AsyncBuffer> {
  if (source instanceof ArrayBuffer) return source;
  if (source instanceof Uint8Array) return Uint8Array.from(source).buffer;
  const { asyncBufferFromFile, asyncBufferFromUrl } = await import("hyparquet");
  const at = locate(source);
  return "url" in at ? asyncBufferFromUrl(at) : asyncBufferFromFile(at.path);
}

function readRow(row: Readonly<Record<string, unknown>>, columns: readonly string[]): Row {
  const read: Record<string, unknown> = {};
  for (const column of columns) read[column] = columnValue(OWNER, column, row[column]);
  return read;
}
