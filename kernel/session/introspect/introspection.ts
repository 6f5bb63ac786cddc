import { isComplete } from "../../cell/is-complete.js";
import { magicCompletions } from "../../cell/magic-completions.js";
import { askableCode } from "../../cell/magics.js";
import type { Completion } from "../../check/checker.js";
import type { CompleteReply, InspectReply, IsCompleteReply } from "../../wire/contents.js";
import { explanationData } from "../explain/explanation.js";
import { toCodePoints, toCodeUnits } from "./code-points.js";
import { type CompletionSources, completeCell } from "./complete-cell.js";
import { type InspectionSources, inspectCell } from "./inspect-cell.js";

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

export async function completeReply(
  sources: CompletionSources,
  content: Content,
): Promise<CompleteReply> {
  const code = readCode(content);
  const cursor = readCursor(content, code);
  const list =
    magicCompletions(code, cursor) ?? (await completeCell(sources, askableCode(code), cursor));
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

export async function inspectReply(
  sources: InspectionSources,
  content: Content,
): Promise<InspectReply> {
  const code = readCode(content);
  const cursor = readCursor(content, code);
  const inDetail = content.detail_level === 1;
  const found = await inspectCell(sources, askableCode(code), cursor, inDetail);
  return {
    status: "ok",
    found: found !== undefined,
    data: found === undefined ? {} : explanationData(found),
    metadata: {},
  };
}

export function isCompleteReply(content: Content): IsCompleteReply {
  const { status, indent } = isComplete(readCode(content));
  return status === "incomplete" ? { status, indent: indent ?? "" } : { status };
}
