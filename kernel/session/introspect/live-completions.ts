import type { TypedPlace } from "../../cell/typed-place.js";
import type { Completion, CompletionList } from "../../check/checker.js";
import type { LiveProperty, LiveValue } from "../../evaluate/live-value.js";
import { LOADER_GLOBAL } from "../../evaluate/loader-global.js";

const MAP_METHODS = new Set(["get", "has", "delete", "set"]);
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const REST_OF_NAME = /^[\p{ID_Continue}$\u200c\u200d]*/u;
/** the rest of a string and the quote that ends it */
const REST_OF_TEXT = /^((?:[^\\\n"'`]|\\.)*)(["'`]?)/;

/** Names that what a variable holds adds to those its type tells of, none twice. */
export function withLive(
  list: CompletionList,
  place: Exclude<TypedPlace, { kind: "text" }>,
  value: LiveValue,
  code: string,
  offset: number,
): CompletionList {
  const { start, end } = replaced(place, code, offset);
  if (list.items.length > 0 && list.start !== start) return list;
  const known = new Set(list.items.map(({ text }) => text));
  const offered = offers(place, value, list.items.length > 0).filter(
    ({ text }) => !known.has(text) && text !== LOADER_GLOBAL,
  );
  const exact = offered.filter(({ text }) => text.startsWith(place.typed));
  const typed = place.typed.toLowerCase();
  const isSimilar = ({ text }: Completion) => text.toLowerCase().startsWith(typed);
  const fitting = exact.length > 0 || list.items.length > 0 ? exact : offered.filter(isSimilar);
  if (fitting.length === 0) return list;
  if (list.items.length === 0) return { start, end, items: fitting };
  // between brackets a column is meant, not a method of the data frame
  const isColumn = value.columns.length > 0 && place.kind !== "member";
  const items = isColumn ? [...fitting, ...list.items] : [...list.items, ...fitting];
  return { ...list, items };
}

/** What a completion at a place replaces: the name around the cursor, or the text up to its quote. */
export function replaced(
  { kind, typed, ...place }: TypedPlace,
  code: string,
  offset: number,
): { readonly start: number; readonly end: number } {
  const start = offset - typed.length;
  const rest = code.slice(offset);
  if (kind === "member") return { start, end: offset + REST_OF_NAME.exec(rest)![0].length };
  const [, text = "", quote] = REST_OF_TEXT.exec(rest) ?? [];
  const isClosed = "quote" in place && quote === place.quote;
  return { start, end: isClosed ? offset + text.length : offset };
}

function offers(
  place: Exclude<TypedPlace, { kind: "text" }>,
  value: LiveValue,
  isTyped: boolean,
): Completion[] {
  const { columns, mapKeys, properties, isPlain } = value;
  const column = (text: string): Completion => ({
    text,
    type: "property",
    signature: `(column) ${text}`,
  });
  // what the type of an instance hides is not to be used
  const open = isPlain || !isTyped ? properties.map(completion) : [];
  switch (place.kind) {
    case "member":
      return [...columns.map(column), ...open].filter(({ text }) => NAME.test(text));
    case "key":
      return quoted(columns.length > 0 ? columns.map(column) : open, place.quote);
    case "argument": {
      if (!MAP_METHODS.has(place.method)) return quoted(columns.map(column), place.quote);
      const keys = mapKeys.map((text): Completion => ({ text, type: "property" }));
      return quoted([...keys, ...columns.map(column)], place.quote);
    }
  }
}

function completion({ name, kind, brief }: LiveProperty): Completion {
  return {
    text: name,
    type: kind === "function" || kind === "class" ? kind : "property",
    ...(brief === "" ? {} : { signature: `${name}: ${brief}` }),
  };
}

/** Texts as they stand between quotes. */
function quoted(items: readonly Completion[], quote: string): Completion[] {
  return items.map((item) => {
    const text = JSON.stringify(item.text).slice(1, -1).replaceAll('\\"', '"');
    return { ...item, text: text.replaceAll(quote, `\\${quote}`) };
  });
}
