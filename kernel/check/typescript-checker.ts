import type { CellSyntax } from "../cell/cell-syntax.js";
import { PRELOADED } from "../cell/preloaded.js";
import { jsxSettings } from "../project/jsx-settings.js";
import { readProject } from "../project/project.js";
import { asDeclared } from "./assignment-to-import.js";
import { type CellModules, createCellModules, HUB, slotName } from "./cell-modules.js";
import type { Checker, CompletionList, Diagnostic, Hover } from "./checker.js";
import {
  completionList,
  fittingCandidates,
  type Range,
  type ServerList,
} from "./completion-list.js";
import { hoverOf, hoverOffsets } from "./hover-text.js";
import { jsxNames, jsxOpening, withoutJsx } from "./jsx-documents.js";
import { preloadedModule } from "./kernel-modules.js";
import { createLanguageServer } from "./language-server.js";
import { createLocalFiles } from "./local-files.js";
import { withRemedy } from "./missing-module.js";
import { projectConfig } from "./project-config.js";
import { readableTypes } from "./readable-types.js";
import { createRegistryModules } from "./registry-modules.js";
import { ANNOTATIONS_WANTED, SUPPRESSED_DIAGNOSTICS } from "./suppressed-diagnostics.js";
import { textPositions } from "./text-positions.js";
import { type TypedNames, typedNames } from "./typed-text.js";
import { createVirtualDocuments } from "./virtual-documents.js";

export interface CheckerOptions {
  /** the notebook's folder; nothing is written there */
  readonly cwd: string;
  readonly onDebug?: (text: string) => void;
  /** how long a completion waits for signatures, 25 by default */
  readonly signatureWaitMs?: number;
}

/** A checker whose process can be looked at, for tests and diagnosis. */
export interface TypescriptChecker extends Checker {
  pid(): number | undefined;
}

interface ServerDiagnostic {
  readonly range: Range;
  readonly severity?: number;
  readonly code?: number | string;
  readonly message: string;
}

const CONFIG = "tsconfig.json";
const CHECKED = ".preplab-check";
const EDITED = ".preplab-edit";
const REGISTRY = ".preplab-registry.d.ts";
const ERROR = 1;
const CHECK_TIMEOUT_MS = 20_000;
const EDIT_TIMEOUT_MS = 5_000;
const MAX_SIGNATURES = 30;
const FIRST_SLOTS = 4;
const SPARE_SLOTS = 4;
/** a pause between cells long enough to believe that no other follows at once */
const QUIET_MS = 60;
const NO_NAMES: ReadonlySet<string> = new Set();

/** Checks, completes and explains cells with TypeScript's language server. */
export function createChecker(options: CheckerOptions): TypescriptChecker {
  const { cwd, signatureWaitMs = 25 } = options;
  const server = createLanguageServer({
    cwd,
    onReady: () => documents.openAll(),
    ...(options.onDebug === undefined ? {} : { onDebug: options.onDebug }),
  });
  const documents = createVirtualDocuments(cwd, server);
  const modules = createCellModules({ preloaded: PRELOADED, moduleOf: preloadedModule });
  const project = readProject(cwd);
  const localFiles = createLocalFiles(cwd, project.aliases);
  const registry = createRegistryModules(cwd);
  let started = false;
  let disposed = false;
  let growth: NodeJS.Timeout | undefined;
  let openedSlots = 0;

  // A change and the request about it stay together. Two changes at once, even of two documents,
  // would make the server build its program anew.
  const checking = createLane();
  const editing = createLane();

  const wantsAnnotations = project.options.noImplicitAny === true;
  const isSuppressed = (code: number) =>
    SUPPRESSED_DIAGNOSTICS.has(code) && !(wantsAnnotations && ANNOTATIONS_WANTED.has(code));

  const about = (name: string) => ({ textDocument: documents.identifier(name) });
  const takeIn = (name: string) =>
    server.request("textDocument/foldingRange", about(name), CHECK_TIMEOUT_MS);
  const place = (name: string, header: string, code: string) => {
    registry.note(code);
    documents.set(REGISTRY, registry.text());
    documents.set(`${HUB}.ts`, modules.hubText());
    documents.set(name, `${header}\n${code}`);
  };
  /** Cells with JSX have documents of their own, since there `<T>x` is no cast. */
  const placeCell = (
    name: string,
    { code, mentions, own, isJsx }: TypedNames & { readonly code: string },
    toHeader: CellModules["header"],
  ): string => {
    const document = isJsx ? `${name}-jsx.tsx` : `${name}.ts`;
    const jsx = isJsx ? jsxSettings(code, project) : undefined;
    const opening = jsx === undefined ? "" : jsxOpening(jsx);
    const wanted = jsx === undefined ? mentions : [...mentions, ...jsxNames(jsx)];
    place(document, opening + toHeader(wanted, own), code);
    return document;
  };

  const openSlots = () => {
    for (; openedSlots < modules.slotCount(); openedSlots++) {
      documents.set(`${slotName(openedSlots)}.ts`, modules.slotText(openedSlots));
    }
  };

  const syncModules = async () => {
    for (let slot = 0; slot < openedSlots; slot++) {
      const name = `${slotName(slot)}.ts`;
      if (documents.set(name, modules.slotText(slot))) await takeIn(name);
    }
    // a document that nothing imports yet would get a project of its own
    const hubChanged = documents.set(`${HUB}.ts`, modules.hubText());
    openSlots();
    if (hubChanged) await takeIn(`${HUB}.ts`);
  };

  /** Opens further slots while nobody checks: each makes the server build its program anew. */
  const keepSlotsSpare = () => {
    clearTimeout(growth);
    if (disposed || modules.freeSlots() >= SPARE_SLOTS) return;
    growth = setTimeout(() => {
      if (server.pid() === undefined) return;
      modules.grow(1);
      void checking(syncModules).then(keepSlotsSpare);
    }, QUIET_MS);
    growth.unref();
  };

  const start = () => {
    if (started || disposed) return;
    started = true;
    const cells = [CHECKED, EDITED].flatMap((name) => [`${name}.ts`, `${name}-jsx.tsx`]);
    const files = [`${HUB}.ts`, ...cells, REGISTRY, CONFIG];
    documents.set(CONFIG, projectConfig(cwd, files, project));
    documents.set(REGISTRY, "");
    documents.set(`${HUB}.ts`, modules.hubText());
    for (const cell of cells) documents.set(cell, modules.header(NO_NAMES, NO_NAMES));
    modules.grow(FIRST_SLOTS);
    openSlots();
    void checking(() => diagnose(`${CHECKED}.ts`)).then(keepSlotsSpare);
  };

  const diagnose = async (document: string): Promise<readonly ServerDiagnostic[] | undefined> => {
    const begin = performance.now();
    const method = "textDocument/diagnostic";
    const answer = await server.request(method, about(document), CHECK_TIMEOUT_MS);
    // it may be stuck: the next request starts another
    if (answer === undefined && performance.now() - begin >= CHECK_TIMEOUT_MS) server.kill();
    return (answer as { items?: readonly ServerDiagnostic[] } | undefined)?.items;
  };

  const check = async (cell: CellSyntax): Promise<readonly Diagnostic[] | undefined> => {
    start();
    clearTimeout(growth);
    return checking(async () => {
      const changes = localFiles.changes(cell.code);
      if (changes.length > 0) server.notify("workspace/didChangeWatchedFiles", { changes });
      const own = ownNames(cell);
      const document = placeCell(CHECKED, { ...cell, own }, modules.header);
      const { toOffset } = textPositions(cell.code);
      const found = await diagnose(document);
      const lastLine = lineCount(cell.code);
      return found?.flatMap(({ range, severity, code, message }): Diagnostic[] => {
        const isOfCell = range.start.line > 0 && range.start.line <= lastLine;
        if (severity !== ERROR || !isOfCell || isSuppressed(Number(code))) return [];
        const start = toOffset(below(range.start));
        const end = toOffset(below(range.end));
        const name = cell.code.slice(start, end);
        const diagnostic = { code: Number(code), message: readableTypes(message), start, end };
        const kind = own.has(name) ? undefined : modules.kindOf(name);
        const explained = withRemedy(asDeclared(diagnostic, name, kind), cwd);
        return explained === undefined ? [] : [explained];
      });
    });
  };

  const commit = (cell: CellSyntax) => {
    if (cell.problems.length > 0) return;
    const jsx = cell.isJsx ? jsxSettings(cell.code, project) : undefined;
    modules.add(jsx === undefined ? cell : { ...cell, code: withoutJsx(cell, jsx) });
    if (!started) return;
    void checking(syncModules).then(keepSlotsSpare);
  };

  const complete = (code: string, offset: number): Promise<CompletionList> => {
    start();
    return editing(async () => {
      const { mentions, own, isJsx } = typedNames(code);
      const word = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset))![0];
      // a name that is half typed: whatever it may become is in scope
      const inScope = [...modules.names()].filter((name) => name.startsWith(word));
      const mentioned = [...mentions].filter((name) => name !== word || modules.isLoaded(name));
      const names = new Set([...mentioned, ...inScope]);
      const document = placeCell(
        EDITED,
        { code, mentions: names, own, isJsx },
        modules.readingHeader,
      );
      const { toPosition, toOffset } = textPositions(code);
      const list = (await server.request(
        "textDocument/completion",
        { ...about(document), position: above(toPosition(offset)), context: { triggerKind: 1 } },
        EDIT_TIMEOUT_MS,
      )) as ServerList | null | undefined;
      if (!list) return { start: offset, end: offset, items: [] };
      const shown = withPreloaded(list, own);
      const candidates = fittingCandidates(shown, code, offset, (at) => toOffset(below(at)));
      const details = await Promise.all(
        candidates.fitting.slice(0, MAX_SIGNATURES).map(async ({ item }) => {
          if (!("data" in item)) return undefined;
          const answer = await server.request("completionItem/resolve", item, signatureWaitMs);
          return (answer as { detail?: string } | undefined)?.detail;
        }),
      );
      return completionList(candidates, details);
    });
  };

  /** Names whose libraries are not loaded until they are used are offered all the same. */
  const withPreloaded = (list: ServerList, own: ReadonlySet<string>): ServerList => {
    const known = new Set(list.items.map(({ label }) => label));
    const items = list.items.filter(({ label }) => label !== "__preplab");
    if (!known.has("globalThis")) return { ...list, items };
    for (const { name, module } of PRELOADED) {
      if (known.has(name) || own.has(name) || !modules.isPreloaded(name)) continue;
      items.push({ label: name, kind: module === "kernel" ? 3 : 9, sortText: "11" });
    }
    return { ...list, items };
  };

  const hover = (code: string, offset: number): Promise<Hover | undefined> => {
    start();
    return editing(async () => {
      const document = placeCell(EDITED, { code, ...typedNames(code) }, modules.readingHeader);
      const { toPosition } = textPositions(code);
      for (const at of hoverOffsets(code, offset)) {
        const position = above(toPosition(at));
        const answer = await server.request(
          "textDocument/hover",
          { ...about(document), position },
          EDIT_TIMEOUT_MS,
        );
        const value = (answer as { contents?: { value?: string } } | null)?.contents?.value;
        const found = value === undefined ? undefined : hoverOf(value);
        if (found !== undefined) return found;
      }
      return undefined;
    });
  };

  return {
    start,
    check,
    commit,
    complete,
    hover,
    reset: () => {
      modules.clear();
      if (started) void checking(syncModules);
    },
    pid: server.pid,
    dispose: () => {
      disposed = true;
      clearTimeout(growth);
      server.dispose();
    },
  };
}

/** Runs jobs one after the other. */
function createLane(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job);
    last = next.catch(() => {});
    return next;
  };
}

function ownNames({ declarations, imports }: CellSyntax): Set<string> {
  return new Set([...declarations.map(({ name }) => name), ...imports.map(({ local }) => local)]);
}

function lineCount(code: string): number {
  return code.split(/\r\n|\n|\r/).length;
}

/** from a place in the cell to the one in its document, which has a header line, and back */
function above({ line, character }: { line: number; character: number }) {
  return { line: line + 1, character };
}

function below({ line, character }: { line: number; character: number }) {
  return { line: line - 1, character };
}
