import type * as Swc from "@swc/core";
import type { JsxSettings } from "../project/jsx-settings.js";
import type { Project } from "../project/project.js";

/** What the compiler does with cells and with files alike, as the project's options say. */
export function compilerOptions(
  { options }: Pick<Project, "options">,
  { filename, jsx, module }: CompilerInput,
): Swc.Options {
  const isLegacy = options.experimentalDecorators === true;
  return {
    filename,
    configFile: false,
    swcrc: false,
    isModule: true,
    sourceMaps: true,
    inlineSourcesContent: false,
    ...(module === "commonjs" ? { module: { type: "commonjs" } } : {}),
    jsc: {
      target: "es2022",
      parser: { syntax: "typescript", decorators: true, tsx: jsx !== undefined },
      transform: {
        ...(isLegacy
          ? {
              legacyDecorator: true,
              decoratorMetadata: options.emitDecoratorMetadata === true,
            }
          : { decoratorVersion: "2022-03" }),
        ...(typeof options.useDefineForClassFields === "boolean"
          ? { useDefineForClassFields: options.useDefineForClassFields }
          : {}),
        verbatimModuleSyntax: module === undefined || options.verbatimModuleSyntax === true,
        ...(jsx === undefined ? {} : { react: reactOptions(jsx) }),
      },
    },
  };
}

export interface CompilerInput {
  readonly filename: string;
  /** undefined where `<T>x` is a cast */
  readonly jsx: JsxSettings | undefined;
  /** what a file becomes; undefined for a cell, of which later cells may use every import */
  readonly module: "es6" | "commonjs" | undefined;
}

function reactOptions(jsx: JsxSettings): Swc.ReactConfig {
  return jsx.runtime === "automatic"
    ? { runtime: jsx.runtime, importSource: jsx.importSource }
    : { runtime: jsx.runtime, pragma: jsx.factory, pragmaFrag: jsx.fragment };
}
