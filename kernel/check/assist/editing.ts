import { PRELOADED } from "../../cell/preloaded.js";
import { calleeAt } from "../../cell/typed-place.js";
import type { CompletionList, Hover } from "../checker.js";
import { EDITED, type NotebookProgram, type PlacedCell } from "../program/notebook-program.js";
import { typedNames } from "../program/typed-text.js";
import { createLane } from "../server/lane.js";
import { above, below, type Position, textPositions } from "../server/text-positions.js";
import { completionList, fittingCandidates, type ServerList } from "./completion-list.js";
import { hoverIn, nameAt } from "./hover-text.js";
import { isFactory, isOfCell, locations, returnedName } from "./returned-type.js";
import { type ServerSignatureHelp, signatureHover } from "./signature-help.js";

/** What a user asks about a cell while typing it. */
export interface Editing {
  complete(code: string, offset: number): Promise<CompletionList>;
  hover(code: string, offset: number): Promise<Hover | undefined>;
}

const EDIT_TIMEOUT_MS = 5_000;
const MAX_SIGNATURES = 30;

export function createEditing(program: NotebookProgram, signatureWaitMs: number): Editing {
  const { modules } = program;
  // a change and the request about it stay together
  const editing = createLane();

  let document = "";

  const ask = (method: string, params: object) =>
    program.ask(document, method, params, EDIT_TIMEOUT_MS);

  const place = async (cell: PlacedCell) => {
    document = await program.place(EDITED, cell, modules.readingHeader);
  };

  const complete = async (code: string, offset: number): Promise<CompletionList> => {
    const { mentions, own, isJsx } = typedNames(code);
    const word = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset))![0];
    // a name that is half typed: whatever it may become is in scope
    const inScope = [...modules.names()].filter((name) => name.startsWith(word));
    const mentioned = [...mentions].filter((name) => name !== word || modules.isLoaded(name));
    await place({ code, mentions: new Set([...mentioned, ...inScope]), own, isJsx });
    const { toPosition, toOffset } = textPositions(code);
    const position = above(toPosition(offset));
    const list = (await ask("textDocument/completion", {
      position,
      context: { triggerKind: 1 },
    })) as ServerList | null | undefined;
    if (!list) return { start: offset, end: offset, items: [] };
    const shown = withPreloaded(list, own);
    const candidates = fittingCandidates(shown, code, offset, (at) => toOffset(below(at)));
    const details = await Promise.all(
      candidates.fitting.slice(0, MAX_SIGNATURES).map(async ({ item }) => {
        if (!("data" in item)) return undefined;
        const answer = await program.resolve(item, signatureWaitMs);
        return (answer as { detail?: string } | undefined)?.detail;
      }),
    );
    return completionList(candidates, details);
  };

  /** Names whose libraries are not loaded until they are used are offered all the same. */
  const withPreloaded = (list: ServerList, own: ReadonlySet<string>): ServerList => {
    const known = new Set(list.items.map(({ label }) => label));
    const items = list.items.filter(({ label }) => !label.startsWith("__preplab"));
    if (!known.has("globalThis")) return { ...list, items };
    for (const { name, module } of PRELOADED) {
      if (known.has(name) || own.has(name) || !modules.isPreloaded(name)) continue;
      items.push({ label: name, kind: module === "kernel" ? 3 : 9, sortText: "11" });
    }
    return { ...list, items };
  };

  const hover = async (code: string, offset: number): Promise<Hover | undefined> => {
    await place({ code, ...typedNames(code) });
    const { toPosition } = textPositions(code);
    const at = nameAt(code, offset);
    if (at !== undefined) {
      const position = above(toPosition(at));
      const found = hoverIn(await ask("textDocument/hover", { position }));
      if (found !== undefined) return withOriginalDoc(found, position);
    }
    const help = await ask("textDocument/signatureHelp", { position: above(toPosition(offset)) });
    const found = help ? signatureHover(help as ServerSignatureHelp) : undefined;
    const callee = calleeAt(code, offset);
    if (found === undefined || callee === undefined) return found;
    return withOriginalDoc(found, above(toPosition(callee)));
  };

  /** A library's factory without documentation is explained where it comes from, or by what it makes. */
  const withOriginalDoc = async (hover: Hover, position: Position): Promise<Hover> => {
    if (!isFactory(hover)) return hover;
    const [origin] = locations(await ask("textDocument/definition", { position }));
    if (origin === undefined || isOfCell(origin)) return hover;
    const own = await hoverAt(origin.uri, origin.range.start);
    if (own !== undefined && own.documentation !== "" && !isFactory(own)) {
      return { ...hover, documentation: own.documentation };
    }
    const [factory] = locations(await ask("textDocument/typeDefinition", { position }));
    const name = factory === undefined ? undefined : await returnedName(factory);
    if (factory === undefined || name === undefined) return hover;
    const [made] = locations(await program.askFile("textDocument/definition", factory.uri, name));
    const returned = made === undefined ? undefined : await hoverAt(made.uri, made.range.start);
    return { ...hover, documentation: returned?.documentation || hover.documentation };
  };

  const hoverAt = async (uri: string, position: Position): Promise<Hover | undefined> =>
    hoverIn(await program.askFile("textDocument/hover", uri, position));

  return {
    complete: (code, offset) => editing(() => complete(code, offset)),
    hover: (code, offset) => editing(() => hover(code, offset)),
  };
}
