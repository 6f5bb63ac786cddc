import { blank } from "./blank.js";
import { parseCell } from "./parse-cell.js";
import { isPreloaded } from "./preloaded.js";
import { readTimed, type TimedText } from "./timed-text.js";

/** The magics there are, as they are written, with what they do. */
export const MAGICS = {
  typecheck: {
    usage: "%typecheck error|warn|off",
    summary:
      "whether type errors stop a cell, are printed, or are not looked for; above code, for that cell only",
    words: ["error", "warn", "off"],
  },
  time: {
    usage: "%time [code]",
    summary: "runs the cell and prints how long it took",
    words: [],
  },
  timeit: {
    usage: "%timeit [-n LOOPS] [-r RUNS] [-q] code",
    summary: "times a line over many loops; %%timeit [setup] times the rest of the cell",
    words: [],
  },
  reset: {
    usage: "%reset",
    summary: "forgets all variables, by a fresh process",
    words: [],
  },
  env: {
    usage: "%env [NAME[=value]]",
    summary: "shows environment variables, or sets one",
    words: [],
  },
  load_env: {
    usage: "%load_env [file]",
    summary: "sets the environment variables of a .env file that are not set yet",
    words: [],
  },
  cd: {
    usage: "%cd [folder]",
    summary: "changes the folder that files are read from; imports stay with the notebook's",
    words: [],
  },
  pwd: { usage: "%pwd", summary: "shows the folder that files are read from", words: [] },
  who: { usage: "%who", summary: "lists the names that cells declared", words: [] },
  whos: { usage: "%whos", summary: "lists them with their types", words: [] },
  npm: {
    usage: "%npm add|remove NAME[@RANGE] ... or %npm list",
    summary: "installs packages beside the notebook, removes or lists them",
    words: ["add", "remove", "list"],
  },
  bash: { usage: "%%bash", summary: "runs the rest of the cell in bash", words: [] },
  sh: {
    usage: "!command",
    summary: "runs a line in the system's shell; %%sh runs the rest of the cell",
    words: [],
  },
  lsmagic: { usage: "%lsmagic", summary: "lists these magics", words: [] },
  help: { usage: "%help", summary: "lists these magics", words: [] },
} as const;

export type MagicName = keyof typeof MAGICS;

export interface MagicLine {
  /** as written, and so perhaps of no magic there is */
  readonly name: string;
  readonly args: string;
  /** of `%timeit` */
  readonly timed?: TimedText;
}

export interface SplitCell {
  readonly magics: readonly MagicLine[];
  /** the cell with spaces in place of its magics: every offset stays what it was */
  readonly code: string;
}

const MAY_HAVE_MAGICS = /^\s*(?:\/\/.*\n\s*)*[%!]|^#!/;
const MAGIC = /^\s*(%%?)([a-zA-Z]\w*)(?:[ \t]+(.*))?$/s;
const WORD = /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u;
const OPERATORS = new Set(
  "await class delete false function import new null this true typeof void".split(" "),
);
/** what follows on the same line is code */
const BEFORE_CODE = new Set(["time"]);
const WHOLE_CELL = new Set(["bash", "sh"]);

/**
 * Takes the magics off a cell: they stand on its first lines. `isVariable` tells `!done`, an expression,
 * from `!ls`, a command.
 */
export function splitMagics(
  text: string,
  isVariable: (name: string) => boolean = () => false,
): SplitCell {
  if (!MAY_HAVE_MAGICS.test(text)) return { magics: [], code: text };
  const magics: MagicLine[] = [];
  // a hashbang can only stand at the start of a file
  let position = text.startsWith("#!") ? endOfLine(text, 0) : 0;
  let code = blank(text.slice(0, position));
  while (position < text.length) {
    const end = endOfLine(text, position);
    const line = text.slice(position, end);
    const rest = text.slice(position);
    const [, percent, name, args = ""] = MAGIC.exec(line.trimEnd()) ?? [];
    if (name !== undefined && percent === "%%" && WHOLE_CELL.has(name)) {
      return {
        magics: [...magics, { name, args: rest.slice(line.length) }],
        code: code + blank(rest),
      };
    }
    const length = line.indexOf("%") + `${percent}${name}`.length;
    if (name === "timeit") {
      const isCell = percent === "%%";
      const { options, timed } = readTimed(text, position + length, end, isCell);
      magics.push({ name, args: options, timed });
      code += blank(text.slice(position, timed.end));
      position = timed.end;
      continue;
    }
    if (name !== undefined && BEFORE_CODE.has(name)) {
      magics.push({ name, args: "" });
      code += blank(line.slice(0, length));
      position += length;
      if (args.trim() !== "") break;
      continue;
    }
    if (name !== undefined) magics.push({ name, args: args.trim() });
    else if (isCommand(rest, isVariable)) magics.push({ name: "sh", args: line.trim().slice(1) });
    else if (/^\s*(?:\/\/.*)?$/.test(line.trimEnd())) {
      code += line;
      position = end;
      continue;
    } else break;
    code += blank(line);
    position = end;
  }
  return { magics, code: code + text.slice(position) };
}

/** What a front end may ask about: the cell's code, and what its magics time. */
export function askableCode(text: string): string {
  const { magics, code } = splitMagics(text);
  return magics.reduce(
    (known, { timed }) =>
      timed === undefined
        ? known
        : known.slice(0, timed.start) + text.slice(timed.start, timed.end) + known.slice(timed.end),
    code,
  );
}

/** after the line break; a magic's line that ends in a backslash goes on in the next */
function endOfLine(text: string, start: number): number {
  const isMagic = /^[ \t]*[%!]/.test(text.slice(start));
  const lineBreak = isMagic ? /(?<!\\)\n/g : /\n/g;
  lineBreak.lastIndex = start;
  const found = lineBreak.exec(text);
  return found === null ? text.length : found.index + 1;
}

function isCommand(text: string, isVariable: (name: string) => boolean): boolean {
  const command = /^[ \t]*!(?!=)([\s\S]*)/.exec(text)?.[1];
  if (command === undefined) return false;
  const word = WORD.exec(command)?.[0];
  if (word !== undefined) {
    return !(OPERATORS.has(word) || word in globalThis || isPreloaded(word) || isVariable(word));
  }
  if (/^[ \t]+\w|^[.~]/.test(command)) return true;
  // a path or a regular expression
  return command.startsWith("/") && parseCell(text).problems.length > 0;
}
