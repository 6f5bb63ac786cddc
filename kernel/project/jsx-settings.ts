import type { Project } from "./project.js";

/** What JSX becomes: calls of an imported `jsx`, or of a function that is in scope. */
export type JsxSettings =
  | {
      readonly runtime: "automatic";
      /** `jsx` comes from this package's `/jsx-runtime` */
      readonly importSource: string;
    }
  | { readonly runtime: "classic"; readonly factory: string; readonly fragment: string };

const PRAGMA = /@jsx(Runtime|ImportSource|Frag)?\s+([\w.$@/-]+)/g;
const COMMENT = /^(?:\s+|\/\/[^\n]*\n?|\/\*[\s\S]*?\*\/)*/;

/** The pragmas of a text's leading comments, by name: `jsx`, `jsxFrag`, `jsxRuntime`, `jsxImportSource`. */
export function jsxPragmas(code: string): ReadonlyMap<string, string> {
  const comments = COMMENT.exec(code)?.[0] ?? "";
  return new Map(
    [...comments.matchAll(PRAGMA)].map(([, kind = "", value]) => [`jsx${kind}`, value!]),
  );
}

/**
 * How JSX in a text is compiled: as its own pragmas say, else as tsconfig.json does, else with React's
 * automatic runtime.
 */
export function jsxSettings(code: string, { options }: Pick<Project, "options">): JsxSettings {
  const pragmas = jsxPragmas(code);
  const text = (name: string) => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const runtime = pragmas.get("jsxRuntime");
  const isClassic =
    runtime === "classic" ||
    (runtime === undefined &&
      !pragmas.has("jsxImportSource") &&
      (pragmas.has("jsx") ||
        options.jsx === "react" ||
        (text("jsxFactory") !== undefined && text("jsxImportSource") === undefined)));
  if (isClassic) {
    return {
      runtime: "classic",
      factory: pragmas.get("jsx") ?? text("jsxFactory") ?? "React.createElement",
      fragment: pragmas.get("jsxFrag") ?? text("jsxFragmentFactory") ?? "React.Fragment",
    };
  }
  const importSource = pragmas.get("jsxImportSource") ?? text("jsxImportSource") ?? "react";
  return { runtime: "automatic", importSource };
}
