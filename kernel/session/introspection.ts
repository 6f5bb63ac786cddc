import { isComplete } from "../cell/is-complete.js";
import { magicCompletions } from "../cell/magic-completions.js";
import { splitMagics } from "../cell/magics.js";
import type { Checker, Completion } from "../check/checker.js";
import type { CompleteReply, InspectReply, IsCompleteReply } from "../wire/contents.js";
import { toCodePoints, toCodeUnits } from "./code-points.js";

type Content = Readonly<Record<string, unknown>>;

function readCode(content: Content): string {
  return typeof content.code === "string" ? content.code : "";
}

/** the cursor as a UTF-16 offset, clamped to the code */
function readCursor(content: Content, code: string): number {
  const position = content.cursor_pos;
  if (typeof position !== "number" || !Number.isFinite(position)) return code.length;
  return toCodeUnits(code, Math.max(0, Math.trunc(position)));
}

export async function completeReply(checker: Checker, content: Content): Promise<CompleteReply> {
  const code = readCode(content);
  const cursor = readCursor(content, code);
  const list =
    magicCompletions(code, cursor) ?? (await checker.complete(splitMagics(code).code, cursor));
  const start = toCodePoints(code, list.start);
  const end = toCodePoints(code, list.end);
  const typed = ({ text, type, signature }: Completion) => ({
    start,
    end,
    text,
    type,
    ...(signature === undefined ? {} : { signature }),
  });
  return {
    status: "ok",
    matches: list.items.map(({ text }) => text),
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: list.items.map(typed) },
  };
}

export async function inspectReply(checker: Checker, content: Content): Promise<InspectReply> {
  const code = readCode(content);
  const hover = await checker.hover(splitMagics(code).code, readCursor(content, code));
  if (hover === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
  const { signature, documentation } = hover;
  const plain = documentation === "" ? signature : `${signature}\n\n${documentation}`;
  const fenced = `\`\`\`typescript\n${signature}\n\`\`\``;
  return {
    status: "ok",
    found: true,
    data: {
      "text/plain": plain,
      "text/markdown": documentation === "" ? fenced : `${fenced}\n\n${documentation}`,
    },
    metadata: {},
  };
}

export function isCompleteReply(content: Content): IsCompleteReply {
  const { status, indent } = isComplete(readCode(content));
  return status === "incomplete" ? { status, indent: indent ?? "" } : { status };
}
