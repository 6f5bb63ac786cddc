import { Dataset } from "../dataset.js";
import type { Element } from "../element-types.js";
import { CHUNK_SIZE, rowsOf } from "../row-chunks.js";
import { type ColumnOptions, columnValue, type Row, requireColumns } from "./column-values.js";
import { type FileSource, malformed, nameOf, readBytes } from "./source-file.js";

const OWNER = "arrow";

type Table = ReturnType<typeof import("@uwdata/flechette").tableFromIPC>;

/**
 * The rows of an Arrow IPC file or stream (Feather 2 is one) as records of their columns: a path, a URL or the
 * bytes themselves. 64-bit integers become numbers, dates milliseconds since 1970, lists arrays and nulls
 * undefined.
 *
 * @example
 * import { data } from "preplab";
 * const flats = data.arrow<{ city: string; rooms: number }>("test/golden/tables/flats.arrow");
 * console.log(await flats.column("city").toArray()); // [ 'Oslo', 'Rome', 'Oslo' ]
 */
export function arrow<T extends Element = Record<string, never>>(
  source: FileSource | Uint8Array | ArrayBuffer,
  { columns }: ColumnOptions = {},
): Dataset<T> {
  const chunks = (): AsyncGenerator<readonly T[], void> =>
    tableChunks(source, columns) as AsyncGenerator<readonly T[], void>; // as the user says
  return new Dataset<T>({ open: () => rowsOf(chunks()), chunks, steps: ["arrow"] });
}

async function* tableChunks(
  source: FileSource | Uint8Array | ArrayBuffer,
  columns: readonly string[] | undefined,
): AsyncGenerator<readonly Row[], void> {
  const table = await readTable(source);
  const wanted = requireColumns(OWNER, nameOf(source), table.names, columns);
  const read = wanted.map((column) => ({ column, values: table.getChild(column) }));
  for (let at = 0; at < table.numRows; at += CHUNK_SIZE) {
    const rows: Row[] = [];
    for (let row = at; row < Math.min(table.numRows, at + CHUNK_SIZE); row++) {
      const values: Record<string, unknown> = {};
      for (const each of read) {
        values[each.column] = columnValue(OWNER, each.column, each.values.at(row));
      }
      rows.push(values);
    }
    yield rows;
  }
}

async function readTable(source: FileSource | Uint8Array | ArrayBuffer): Promise<Table> {
  const { CompressionType, setCompressionCodec, tableFromIPC } = await import("@uwdata/flechette");
  const [{ default: lz4 }, { decompress }] = await Promise.all([import("lz4js"), import("fzstd")]);
  const cannotEncode = (): never => {
    throw new Error(`${OWNER}: files are read only.`);
  };
  setCompressionCodec(CompressionType.LZ4_FRAME, { decode: lz4.decompress, encode: cannotEncode });
  // a part of a larger buffer may start where no 64-bit array may
  const decode = (bytes: Uint8Array): Uint8Array => decompress(bytes).slice();
  setCompressionCodec(CompressionType.ZSTD, { decode, encode: cannotEncode });
  try {
    const bytes =
      source instanceof ArrayBuffer
        ? new Uint8Array(source)
        : source instanceof Uint8Array
          ? source
          : await readBytes(OWNER, source);
    requireWhole(bytes);
    // integers of 64 bits that no number holds have to be told from those that one does
    return tableFromIPC(bytes, { useBigInt: true });
  } catch (error) {
    throw malformed(OWNER, nameOf(source), "readable Arrow IPC file", error);
  }
}

// the reader takes what is left of a file for an empty stream
function requireWhole(bytes: Uint8Array): void {
  const magic = Buffer.from("ARROW1");
  const isFile = magic.equals(bytes.subarray(0, magic.length));
  if (bytes.length === 0) throw new Error("no bytes");
  if (isFile && !magic.equals(bytes.subarray(-magic.length)))
    throw new Error("a file without its end");
}
