import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { NotebookError } from "./notebook-error.js";
import type { Output } from "./output.js";

type Json = Record<string, unknown>;

interface CellBase {
  id?: string;
  /** joined, whatever the file had */
  source: string;
  metadata: Json;
}

export interface CodeCell extends CellBase {
  cell_type: "code";
  execution_count: number | null;
  outputs: Output[];
}

export interface ProseCell extends CellBase {
  cell_type: "markdown" | "raw";
  attachments?: Json;
}

export type Cell = CodeCell | ProseCell;

/** A notebook of format 4 with multi-line text joined. */
export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Json;
  cells: Cell[];
}

/** Reads and checks a notebook; every fault is one `NotebookError` line that names the file. */
export function readNotebook(path: string): Notebook {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException; // fs throws nothing else
    const reasons: Record<string, string> = {
      ENOENT: "no such file",
      EACCES: "permission denied",
      EISDIR: "it is a folder",
    };
    throw new NotebookError(`cannot read notebook ${path}: ${reasons[code ?? ""] ?? message}`);
  }
  try {
    return parseNotebook(text);
  } catch (error) {
    throw new NotebookError(`notebook ${path}: ${(error as Error).message}`);
  }
}

/** Checks the text of a notebook and joins its multi-line strings. */
export function parseNotebook(text: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotebookError("not valid JSON");
  }
  if (!isObject(value)) throw new NotebookError("must hold a JSON object");
  const { nbformat, nbformat_minor: minor, metadata = {}, cells } = value;
  if (nbformat !== 4) throw expected("nbformat", "4", nbformat);
  if (typeof minor !== "number") throw expected("nbformat_minor", "a number", minor);
  if (!isObject(metadata)) throw expected("metadata", "an object", metadata);
  if (!Array.isArray(cells)) throw expected("cells", "an array", cells);
  return { nbformat: 4, nbformat_minor: minor, metadata, cells: cells.map(parseCell) };
}

/** The text nbformat writes: sorted keys, one space of indent, multi-line text as lists of lines. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: splitLines(cell.source),
    ...(cell.cell_type === "code" ? { outputs: cell.outputs.map(splitOutput) } : {}),
  }));
  return `${JSON.stringify(sortKeys({ ...notebook, cells }), null, 1)}\n`;
}

/** Writes the notebook at once or not at all. */
export function writeNotebook(path: string, notebook: Notebook): void {
  writeAtomically(path, formatNotebook(notebook));
}

/** Replaces a file in one step, so that a reader never sees half of it. */
export function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new NotebookError(`cannot write ${path}: ${(error as Error).message}`);
  }
}

export function cellTags({ metadata: { tags } }: Cell): readonly unknown[] {
  return Array.isArray(tags) ? tags : [];
}

function parseCell(value: unknown, index: number): Cell {
  const name = `cell ${index + 1}`;
  if (!isObject(value)) throw expected(name, "an object", value);
  const { cell_type: type, source, metadata = {} } = value;
  const text = joinLines(source);
  if (text === undefined) throw expected(`${name}: source`, "text or a list of lines", source);
  if (!isObject(metadata)) throw expected(`${name}: metadata`, "an object", metadata);
  if (type === "markdown" || type === "raw") {
    return { ...value, cell_type: type, source: text, metadata };
  }
  if (type !== "code") throw expected(`${name}: cell_type`, "code, markdown or raw", type);
  const { outputs = [], execution_count: count = null } = value;
  if (!Array.isArray(outputs)) throw expected(`${name}: outputs`, "an array", outputs);
  return {
    ...value,
    cell_type: type,
    source: text,
    metadata,
    execution_count: typeof count === "number" ? count : null,
    outputs: outputs.map((output) => parseOutput(output, name)),
  };
}

function parseOutput(value: unknown, cell: string): Output {
  if (!isObject(value)) throw expected(`${cell}: output`, "an object", value);
  switch (value.output_type) {
    case "stream": {
      const text = joinLines(value.text);
      if (text === undefined) throw expected(`${cell}: stream text`, "text", value.text);
      return { ...value, text } as Output;
    }
    case "display_data":
    case "execute_result": {
      const { data, metadata = {} } = value;
      if (!isObject(data)) throw expected(`${cell}: output data`, "an object", data);
      const joined = Object.entries(data).map(([type, part]) => [
        type,
        isJsonType(type) ? part : (joinLines(part) ?? part),
      ]);
      return { ...value, data: Object.fromEntries(joined), metadata } as Output;
    }
    case "error":
      if (!Array.isArray(value.traceback)) {
        throw expected(`${cell}: traceback`, "an array", value.traceback);
      }
      return value as unknown as Output;
    default:
      throw expected(`${cell}: output_type`, "a kind of output", value.output_type);
  }
}

function splitOutput(output: Output): object {
  if (output.output_type === "stream") return { ...output, text: splitLines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([type, part]) => [
    type,
    typeof part === "string" && !isJsonType(type) ? splitLines(part) : part,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

function isJsonType(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function joinLines(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || !value.every((line) => typeof line === "string")) return undefined;
  return value.join("");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key])]));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function expected(name: string, wanted: string, received: unknown): NotebookError {
  const shown = received === undefined ? "nothing" : (JSON.stringify(received) ?? "nothing");
  return new NotebookError(`${name} must be ${wanted}. Received: ${shown.slice(0, 60)}`);
}
