import { received } from "../../received.js";
import { Dataset } from "../dataset.js";
import type { Element } from "../element-types.js";
import { CHUNK_SIZE, rowsOf } from "../row-chunks.js";
import type { Row } from "./column-values.js";
import { type FileSource, malformed, openStream } from "./source-file.js";

const OWNER = "csv";

/** How one column of a CSV file is read. */
export interface CsvColumn {
  /** Throws where a value is missing and there is no `default`. Labels are required anyway. */
  readonly required?: boolean | undefined;
  /** The type of the values: what looks like a number is one by default, everything else a string. */
  readonly dtype?: "float32" | "int32" | "bool" | "string" | undefined;
  /** Stands for a missing value, which is undefined otherwise. */
  readonly default?: Element;
  /** Whether the column is a label: elements are `{ xs, ys }` then. */
  readonly isLabel?: boolean | undefined;
}

/** Options of `csv`, those of `tf.data.csv`. */
export interface CsvOptions {
  /** Whether the first record names the columns. Defaults to true. */
  readonly hasHeader?: boolean | undefined;
  /** Names of all columns, in place of the header's. */
  readonly columnNames?: readonly string[] | undefined;
  /** How columns are read, by name. */
  readonly columnConfigs?: Readonly<Record<string, CsvColumn>> | undefined;
  /** Whether only the columns in `columnConfigs` are read. Defaults to false. */
  readonly configuredColumnsOnly?: boolean | undefined;
  /** What stands between values. Defaults to a comma. */
  readonly delimiter?: string | undefined;
  /** Whether any run of blanks stands between values. Defaults to false. */
  readonly delimWhitespace?: boolean | undefined;
}

interface Column extends CsvColumn {
  readonly name: string;
  /** Place in a record. */
  readonly at: number;
}

/**
 * The records of a CSV file, as `tf.data.csv` gives them, from a path or a URL: quoted values may hold
 * delimiters, quotes and line ends. Throws at a record of another length than the first, at an open quote and
 * at a value that is not of its column's type, and says in which record.
 *
 * @example
 * import { data } from "preplab";
 * const flats = data.csv("test/golden/tables/flats.csv", { columnConfigs: { rent: { isLabel: true } } });
 * console.log(await flats.take(1).toArray());
 * // [ { xs: { city: 'Oslo', rooms: 2 }, ys: { rent: 14.5 } } ]
 */
export function csv<T extends Element = Record<string, never>>(
  source: FileSource,
  options: CsvOptions = {},
): CsvDataset<T> {
  return new CsvDataset<T>(source, options);
}

/** The records of a CSV file; see `csv`. */
export class CsvDataset<T extends Element> extends Dataset<T> {
  readonly #source: FileSource;
  readonly #options: CsvOptions;

  constructor(source: FileSource, options: CsvOptions) {
    const chunks = (): AsyncGenerator<readonly T[], void> =>
      recordChunks(source, options) as AsyncGenerator<readonly T[], void>; // as the user says
    super({ open: () => rowsOf(chunks()), chunks, steps: ["csv"] });
    this.#source = source;
    this.#options = options;
  }

  /** The names of the columns that elements have. */
  async columnNames(): Promise<string[]> {
    for await (const record of records(this.#source, this.#options)) {
      return readColumns(record, this.#options).map(({ name }) => name);
    }
    throw empty(this.#source);
  }
}

async function* recordChunks(
  source: FileSource,
  options: CsvOptions,
): AsyncGenerator<readonly (Row | { xs: Row; ys: Row })[], void> {
  let columns: readonly Column[] | null = null;
  let rows: (Row | { xs: Row; ys: Row })[] = [];
  let record = 0;
  let length: number | null = null;
  try {
    for await (const values of records(source, options)) {
      record++;
      length ??= values.length;
      if (values.length !== length) {
        throw new Error(
          `${OWNER}: record ${record} of ${String(source)} must have ${length} values as the first one. ` +
            `Received: ${values.length}`,
        );
      }
      if (columns === null) {
        columns = readColumns(values, options);
        if (options.hasHeader ?? true) continue;
      }
      rows.push(readRecord(values, columns, record));
      if (rows.length === CHUNK_SIZE) {
        yield rows;
        rows = [];
      }
    }
  } catch (error) {
    // the records before the bad one are good
    if (rows.length > 0) yield rows;
    throw error;
  }
  if (columns === null) throw empty(source);
  if (rows.length > 0) yield rows;
}

async function* records(
  source: FileSource,
  { delimiter = ",", delimWhitespace = false }: CsvOptions,
): AsyncGenerator<readonly string[], void> {
  const { parse } = await import("csv-parse");
  const stream = await openStream(OWNER, source);
  const parser = parse({
    bom: true,
    delimiter: delimWhitespace ? [" ", "\t"] : delimiter,
    // a record of another length is told below, after the records before it
    relax_column_count: true,
    skip_empty_lines: true,
  });
  stream.on("error", (error) => parser.destroy(error));
  stream.pipe(parser);
  try {
    for await (const values of parser as AsyncIterable<string[]>) {
      yield delimWhitespace ? values.filter((value) => value !== "") : values;
    }
  } catch (error) {
    throw malformed(OWNER, String(source), "readable CSV file", error);
  } finally {
    stream.destroy();
  }
}

function readColumns(first: readonly string[], options: CsvOptions): Column[] {
  const { hasHeader = true, columnNames, columnConfigs = {}, configuredColumnsOnly } = options;
  if (!hasHeader && columnNames === undefined) {
    throw new Error(`${OWNER}: without a header columnNames must be given. Received: none`);
  }
  const names = columnNames ?? first;
  if (names.length !== first.length) {
    throw new Error(
      `${OWNER}: columnNames must name all ${first.length} columns. Received: ${received(names)}`,
    );
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new Error(`${OWNER}: columns must have different names. Received: ${twice} twice`);
  }
  const unknown = Object.keys(columnConfigs).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `${OWNER}: columnConfigs must name columns, some of ${names.join(", ")}. Received: ${unknown}`,
    );
  }
  return names
    .map((name, at) => ({ ...columnConfigs[name], name, at }))
    .filter(({ name }) => configuredColumnsOnly !== true || name in columnConfigs);
}

function readRecord(
  values: readonly string[],
  columns: readonly Column[],
  record: number,
): Row | { xs: Row; ys: Row } {
  const xs: Record<string, unknown> = {};
  const ys: Record<string, unknown> = {};
  for (const column of columns) {
    const target = column.isLabel === true ? ys : xs;
    target[column.name] = readValue(values[column.at] ?? "", column, record);
  }
  return Object.keys(ys).length === 0 ? xs : { xs, ys };
}

function readValue(text: string, column: Column, record: number): unknown {
  const { name, dtype, required, isLabel } = column;
  if (text === "") {
    if (column.default !== undefined) return column.default;
    if (required !== true && isLabel !== true) return undefined;
    throw new Error(
      `${OWNER}: column ${name} must have a value in record ${record}. Received: none`,
    );
  }
  if (dtype === "string") return text;
  if (dtype === "bool") {
    if (/^(true|1)$/i.test(text)) return 1;
    if (/^(false|0)$/i.test(text)) return 0;
  } else {
    const number = text.trim() === "" ? Number.NaN : Number(text);
    const isNumber = !Number.isNaN(number) || /^\s*nan\s*$/i.test(text);
    if (isNumber) return dtype === "int32" ? Math.floor(number) : number;
    if (dtype === undefined) return text;
  }
  throw new Error(
    `${OWNER}: column ${name} must be ${dtype} in record ${record}. Received: ${received(text)}`,
  );
}

function empty(source: FileSource): Error {
  return new Error(`${OWNER}: ${String(source)} must have one record or more. Received: none`);
}
