import { installedSpecifier } from "../../project/npm-specifier.js";

const NPM = /(["'])(npm:[^"'\n]+)\1/g;

/** Declares each `npm:` specifier that cells mention as the installed package that it stands for. */
export interface RegistryModules {
  /** takes in what a cell mentions */
  note(code: string): void;
  /** text of a declaration file */
  text(): string;
}

export function createRegistryModules(folder: string): RegistryModules {
  const declared = new Map<string, string>();
  return {
    note: (code) => {
      for (const [, , specifier] of code.matchAll(NPM)) {
        const found = installedSpecifier(specifier!, folder);
        if ("problem" in found) declared.delete(specifier!);
        else declared.set(specifier!, found.specifier);
      }
    },
    text: () =>
      [...declared]
        .map(([specifier, installed]) => {
          const body = `import m = require(${JSON.stringify(installed)}); export = m;`;
          return `declare module ${JSON.stringify(specifier)} { ${body} }`;
        })
        .join("\n"),
  };
}
