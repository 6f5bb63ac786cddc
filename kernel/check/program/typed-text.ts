import { mentionsOfText } from "../../cell/mentions.js";
import { parseCell } from "../../cell/parse-cell.js";

export interface TypedNames {
  readonly mentions: ReadonlySet<string>;
  /** names the text itself declares or imports */
  readonly own: ReadonlySet<string>;
  readonly isJsx: boolean;
}

const KEYWORDS = "let|const|var|using|function|class|enum|namespace|interface|type|import";
const DECLARED = new RegExp(
  `\\b(?:${KEYWORDS})\\s*(?:\\*\\s*)?(?:as\\s+)?([\\p{ID_Start}$_][\\p{ID_Continue}$]*)`,
  "gu",
);
const DESTRUCTURED = /\b(?:let|const|var|import)\s*([{[][^=;]*?[}\]])\s*(?:=|from\b)/gu;

/** Names in a cell that is still being typed; when it cannot be parsed, by the look of its words. */
export function typedNames(code: string): TypedNames {
  const { problems, declarations, imports, mentions, isJsx } = parseCell(code);
  if (problems.length === 0) {
    const own = [...declarations.map(({ name }) => name), ...imports.map(({ local }) => local)];
    return { mentions, own: new Set(own), isJsx };
  }
  const own = new Set<string>();
  for (const [, name] of code.matchAll(DECLARED)) own.add(name!);
  for (const [, pattern] of code.matchAll(DESTRUCTURED)) {
    for (const name of mentionsOfText(pattern!)) own.add(name);
  }
  return { mentions, own, isJsx };
}
