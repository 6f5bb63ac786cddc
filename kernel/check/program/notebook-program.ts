import type { CellSyntax } from "../../cell/cell-syntax.js";
import { COMPAT_NAMES } from "../../cell/compat-names.js";
import { PRELOADED } from "../../cell/preloaded.js";
import { jsxSettings } from "../../project/jsx-settings.js";
import type { Project } from "../../project/project.js";
import { preloadedModule } from "../project/kernel-modules.js";
import { projectConfig } from "../project/project-config.js";
import { createRegistryModules } from "../project/registry-modules.js";
import { wasmTypes } from "../project/wasm-types.js";
import { createLane } from "../server/lane.js";
import type { LanguageServer } from "../server/language-server.js";
import type { Position } from "../server/text-positions.js";
import {
  augmentsGlobal,
  type CellModules,
  createCellModules,
  HUB,
  ownNames,
  slotName,
} from "./cell-modules.js";
import { jsxNames, jsxOpening, withoutJsx } from "./jsx-documents.js";
import type { TypedNames } from "./typed-text.js";
import { createVirtualDocuments } from "./virtual-documents.js";

/** The documents that stand for a session in the language server, and the server's view of them. */
export interface NotebookProgram {
  readonly modules: CellModules;
  /** opens everything; later calls do nothing */
  start(): void;
  /** sends every document to a fresh server */
  openAll(): void;
  /** adds a cell; the server hears of it in the next pause, or when `settle` is asked for its names */
  commit(cell: CellSyntax): void;
  /** forgets all cells */
  reset(): void;
  /** puts a cell into a document, which it names once the server knows what the cell mentions */
  place(document: NotebookDocument, cell: PlacedCell, toHeader: ToHeader): Promise<string>;
  /** asks the server about a document */
  ask(document: string, method: string, params: object, timeoutMs: number): Promise<unknown>;
  /** asks about a place in a file that the session imports, however indirectly */
  askFile(method: string, uri: string, position: Position): Promise<unknown>;
  /** asks for what a completion's entry left out */
  resolve(item: object, timeoutMs: number): Promise<unknown>;
  /** puts off what is done in pauses */
  touch(): void;
  dispose(): void;
}

export type PlacedCell = TypedNames & { readonly code: string };
export type ToHeader = CellModules["header"];

export const CHECKED = ".preplab-check";
export const EDITED = ".preplab-edit";
export type NotebookDocument = typeof CHECKED | typeof EDITED;

const CONFIG = "tsconfig.json";
const AMBIENT = ".preplab-ambient.d.ts";
const HUB_FILE = `${HUB}.ts`;
const FIRST_SLOTS = 4;
const SPARE_SLOTS = 4;
const TAKE_IN_TIMEOUT_MS = 10_000;
const FILE_TIMEOUT_MS = 1_000;
/** cells that follow each other faster are made known together, and only once they are mentioned */
const PAUSE_MS = 10;
/** a pause long enough to believe that no other cell follows at once */
const QUIET_MS = 60;

interface Unknown {
  readonly names: Set<string>;
  /** also what no name refers to: global types, or all that is forgotten */
  all: boolean;
}

const nothing = (): Unknown => ({ names: new Set(), all: false });

export interface NotebookProgramOptions {
  /** the notebook's folder */
  readonly cwd: string;
  readonly project: Project;
  readonly server: LanguageServer;
}

export function createNotebookProgram(options: NotebookProgramOptions): NotebookProgram {
  const { cwd, project, server } = options;
  const documents = createVirtualDocuments(cwd, server);
  const modules = createCellModules({
    preloaded: [...PRELOADED, ...COMPAT_NAMES],
    moduleOf: preloadedModule,
  });
  const registry = createRegistryModules(cwd);
  const ambient = () => wasmTypes(project) + registry.text();
  const syncing = createLane();
  /** what the server knows by an older meaning or not at all */
  let stale = nothing();
  /** the same, about to be told */
  let underWay = nothing();
  let started = false;
  let disposed = false;
  let openedSlots = 0;
  let checks = 0;
  let loaded = 0;
  let pause: NodeJS.Timeout | undefined;
  let growth: NodeJS.Timeout | undefined;

  const about = (name: string) => ({ textDocument: documents.identifier(name) });
  // Two changes at once, even of two documents, would make the server build its program anew.
  const takeIn = (name: string) =>
    server.request("textDocument/foldingRange", about(name), TAKE_IN_TIMEOUT_MS);

  const openSlots = () => {
    for (; openedSlots < modules.slotCount(); openedSlots++) {
      documents.set(`${slotName(openedSlots)}.ts`, modules.slotText(openedSlots));
    }
  };

  const sync = () =>
    syncing(async () => {
      clearTimeout(pause);
      underWay = stale;
      stale = nothing();
      for (let slot = 0; slot < openedSlots; slot++) {
        const name = `${slotName(slot)}.ts`;
        if (documents.set(name, modules.slotText(slot))) await takeIn(name);
      }
      loaded = modules.loadedCount();
      // a document that nothing imports yet would get a project of its own
      const hubChanged = documents.set(HUB_FILE, modules.hubText());
      openSlots();
      if (hubChanged) await takeIn(HUB_FILE);
      underWay = nothing();
    });

  /** Opens further slots while nobody checks: each makes the server build its program anew. */
  const keepSlotsSpare = () => {
    clearTimeout(growth);
    if (disposed || modules.freeSlots() >= SPARE_SLOTS) return;
    growth = setTimeout(() => {
      if (server.pid() === undefined) return;
      modules.grow(1);
      void sync().then(keepSlotsSpare);
    }, QUIET_MS);
    growth.unref();
  };

  const syncInPause = () => {
    if (!started || disposed) return;
    clearTimeout(pause);
    pause = setTimeout(() => void sync().then(keepSlotsSpare), PAUSE_MS);
    pause.unref();
  };

  /** Resolves once the server knows what `names` mean now. */
  const settle = async (names: readonly string[]) => {
    const isStale = [stale, underWay].some(
      (part) => part.all || names.some((name) => part.names.has(name)),
    );
    const isCurrent = !isStale && loaded === modules.loadedCount();
    // what is under way would be another change at the same time
    await (isCurrent ? syncing(async () => {}) : sync());
  };

  /** Cells with JSX have documents of their own, since there `<T>x` is no cast. */
  const place: NotebookProgram["place"] = async (name, cell, toHeader) => {
    const { code, mentions, own, isJsx } = cell;
    const document = isJsx ? `${name}-jsx.tsx` : `${name}.ts`;
    const jsx = isJsx ? jsxSettings(code, project) : undefined;
    const opening = jsx === undefined ? "" : jsxOpening(jsx);
    const wanted = jsx === undefined ? [...mentions] : [...mentions, ...jsxNames(jsx)];
    const header = opening + toHeader(wanted, own);
    await settle(wanted);
    registry.note(code);
    documents.set(AMBIENT, ambient());
    documents.set(document, `${header}\n${code}`);
    return document;
  };

  return {
    modules,
    start: () => {
      if (started || disposed) return;
      started = true;
      const cells = [`${CHECKED}.ts`, `${EDITED}.ts`];
      // those with JSX are opened with the first such cell
      const jsxCells = [`${CHECKED}-jsx.tsx`, `${EDITED}-jsx.tsx`];
      const files = [HUB_FILE, ...cells, ...jsxCells, AMBIENT, CONFIG];
      documents.set(CONFIG, projectConfig(cwd, files, project));
      documents.set(AMBIENT, ambient());
      documents.set(HUB_FILE, modules.hubText());
      for (const cell of cells) documents.set(cell, modules.header([], new Set()));
      modules.grow(FIRST_SLOTS);
      openSlots();
      syncInPause();
    },
    openAll: documents.openAll,
    commit: (cell) => {
      const jsx = cell.isJsx ? jsxSettings(cell.code, project) : undefined;
      const plain = jsx === undefined ? cell : { ...cell, code: withoutJsx(cell, jsx) };
      if (!modules.add(plain)) return;
      for (const name of ownNames(cell)) stale.names.add(name);
      if (augmentsGlobal(cell)) stale.all = true;
      syncInPause();
    },
    reset: () => {
      modules.clear();
      stale.all = true;
      syncInPause();
    },
    place,
    ask: async (document, method, params, timeoutMs) => {
      const begin = performance.now();
      const isCheck = document.startsWith(CHECKED);
      if (isCheck) checks++;
      const answer = await server.request(method, { ...about(document), ...params }, timeoutMs);
      if (isCheck) checks--;
      const isStuck = answer === undefined && performance.now() - begin >= timeoutMs;
      // the next request starts another; but a check that goes on has more time
      if (isStuck && checks === 0) server.kill();
      return answer;
    },
    askFile: (method, uri, position) =>
      server.request(method, { textDocument: { uri }, position }, FILE_TIMEOUT_MS),
    resolve: (item, timeoutMs) => server.request("completionItem/resolve", item, timeoutMs),
    touch: () => clearTimeout(growth),
    dispose: () => {
      disposed = true;
      clearTimeout(growth);
      clearTimeout(pause);
    },
  };
}
