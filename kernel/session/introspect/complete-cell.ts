import { type TypedPlace, typedPlace } from "../../cell/typed-place.js";
import type { Checker, CompletionList } from "../../check/checker.js";
import type { LivePlace, LiveValue } from "../../evaluate/live-value.js";
import { fileNames } from "./file-names.js";
import { replaced, withLive } from "./live-completions.js";

export interface CompletionSources {
  readonly checker: Pick<Checker, "complete">;
  /** what a variable holds now */
  readonly look: (place: LivePlace) => Promise<LiveValue | undefined>;
  /** where relative paths start */
  readonly folder: string;
}

/** Completions by type, then what the values at hand add, then names of files where a string takes any. */
export async function completeCell(
  { checker, look, folder }: CompletionSources,
  code: string,
  offset: number,
): Promise<CompletionList> {
  const place = typedPlace(code, offset);
  const [typed, value] = await Promise.all([
    checker.complete(code, offset),
    place === undefined || place.kind === "text" ? undefined : look(place.of),
  ]);
  const list =
    value === undefined || place === undefined || place.kind === "text"
      ? typed
      : withLive(typed, place, value, code, offset);
  if (list.items.length > 0 || !isPath(place)) return list;
  const { start, end } = replaced(place, code, offset);
  const names = await fileNames(folder, place.typed);
  return { start: start + place.typed.length - names.replaced, end, items: names.items };
}

/** A string passed to a function may be a path, any other only when it looks like one. */
function isPath(
  place: TypedPlace | undefined,
): place is Extract<TypedPlace, { kind: "argument" | "text" }> {
  if (place?.kind === "argument") return true;
  return place?.kind === "text" && (place.isArgument || /^[.~]|\//.test(place.typed));
}
