import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Magic, MagicError } from "./magic.js";

const COMMANDS: Readonly<Record<string, string>> = {
  add: "install --no-audit --no-fund",
  install: "install --no-audit --no-fund",
  i: "install --no-audit --no-fund",
  remove: "uninstall --no-audit --no-fund",
  uninstall: "uninstall --no-audit --no-fund",
  rm: "uninstall --no-audit --no-fund",
  list: "ls --depth=0",
  ls: "ls --depth=0",
};
const SAFE = /^[\w@./:~^*+=<>|\\ -]+$/;

/** `%npm add name@range`: npm itself, in the folder of the nearest package.json. */
export const npm: Magic = async (args, { folder, print, command }) => {
  const [verb = "", ...rest] = args.split(/\s+/).filter((word) => word !== "");
  const npmCommand = COMMANDS[verb];
  if (npmCommand === undefined) {
    throw new MagicError(
      `%npm: must be add, remove or list; any other command goes as !npm ${args}. Received: ${verb}`,
    );
  }
  if (rest.length === 0 && npmCommand !== COMMANDS.list) {
    throw new MagicError(`%npm ${verb}: names of packages must follow, such as lodash@4.`);
  }
  const words = rest.map((word) => quoted(absolute(word, folder)));
  const target = packageFolder(folder);
  if (target === undefined && npmCommand !== COMMANDS.list) {
    writeFileSync(join(folder, "package.json"), '{\n  "private": true\n}\n');
    print(`created ${join(folder, "package.json")}: there was none, nor one above\n`);
  }
  const cwd = target ?? folder;
  const line = ["npm", npmCommand, ...words].join(" ");
  print(`$ ${line}    (in ${cwd})\n`);
  return command("shell", line, { cwd });
};

function packageFolder(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** npm looks up files from the folder of package.json, people name them from the notebook's */
function absolute(word: string, folder: string): string {
  if (word.startsWith("file:")) return `file:${resolve(folder, word.slice("file:".length))}`;
  return /^\.{1,2}[\\/]/.test(word) ? resolve(folder, word) : word;
}

function quoted(word: string): string {
  if (!SAFE.test(word)) {
    throw new MagicError(`%npm: must be names of packages or files. Received: ${word}`);
  }
  if (/^[\w@./:-]+$/.test(word)) return word;
  return process.platform === "win32" ? `"${word}"` : `'${word}'`;
}
