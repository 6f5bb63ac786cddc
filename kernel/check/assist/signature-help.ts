import type { Hover } from "../checker.js";
import { readableTypes } from "../readable-types.js";
import { docMarkdown } from "./doc-markdown.js";

type Documentation = string | { readonly value: string };

interface ServerParameter {
  readonly label: string | readonly [start: number, end: number];
  readonly documentation?: Documentation;
}

interface ServerSignature {
  readonly label: string;
  readonly documentation?: Documentation;
  readonly parameters?: readonly ServerParameter[];
  readonly activeParameter?: number | null;
}

/** What the language server says about the call around the cursor. */
export interface ServerSignatureHelp {
  readonly signatures: readonly ServerSignature[];
  readonly activeSignature?: number | null;
  readonly activeParameter?: number | null;
}

const MAX_OVERLOADS = 20;

/** All overloads of a call, the one that fits first, and its parameter at the cursor in bold. */
export function signatureHover(help: ServerSignatureHelp): Hover | undefined {
  const active = help.signatures[help.activeSignature ?? 0];
  if (active === undefined) return undefined;
  const index = active.activeParameter ?? help.activeParameter ?? 0;
  const parameter = active.parameters?.[index];
  const label = readableTypes(active.label);
  const others = help.signatures
    .filter((signature) => signature !== active)
    .map((signature) => readableTypes(signature.label))
    .filter((other, at, all) => other !== label && all.indexOf(other) === at)
    .slice(0, MAX_OVERLOADS);
  const name = parameter === undefined ? "" : readableTypes(textOf(parameter, active.label));
  const parameterDoc = docMarkdown(markdownOf(parameter?.documentation));
  const short = /^[^?:=]*/.exec(name)![0].trim();
  return {
    signature: [label, ...others].join("\n"),
    documentation: [
      parameterDoc === "" ? "" : `**\`${short}\`** — ${parameterDoc}`,
      docMarkdown(markdownOf(active.documentation)),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    ...(name === "" ? {} : { bold: placeOf(label, name) }),
  };
}

function textOf({ label }: ServerParameter, signature: string): string {
  return typeof label === "string" ? label : signature.slice(...label);
}

/** A parameter is looked up behind the bracket: its text may also be the function's name. */
function placeOf(signature: string, parameter: string): { start: number; end: number } {
  const start = signature.indexOf(parameter, signature.indexOf("(") + 1);
  return { start, end: start + parameter.length };
}

function markdownOf(documentation: Documentation | undefined): string {
  if (documentation === undefined) return "";
  return readableTypes(typeof documentation === "string" ? documentation : documentation.value);
}
