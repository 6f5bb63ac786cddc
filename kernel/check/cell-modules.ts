import type { CellSyntax, DeclarationKind } from "../cell/cell-syntax.js";
import type { PreloadedName } from "../cell/preloaded.js";
import { exportedNames } from "./exported-names.js";

/**
 * Each cell that leaves names becomes a module of its own, in one of a few slots. Modules reach each
 * other's names only through one hub, which exports every name under an alias of its own (`x$3`). So
 * no document's list of imports ever changes, and the server need not build its program anew: with
 * tfjs loaded that is the difference between 10 ms and 90 ms for a cell.
 */
export interface CellModules {
  /** the line put before a cell that mentions `names` and itself declares `own` */
  header(names: Iterable<string>, own: ReadonlySet<string>): string;
  /** the same with imports alone: they carry documentation, and forbid every assignment */
  readingHeader(names: Iterable<string>, own: ReadonlySet<string>): string;
  /** adds a cell; the newest cell that declares a name wins */
  add(cell: CellSyntax): void;
  /** how the newest cell with this name declares it; undefined for its imports */
  kindOf(name: string): DeclarationKind | undefined;
  /** whether a name is still what the kernel preloaded */
  isPreloaded(name: string): boolean;
  /** names of cells, not the preloaded ones */
  names(): Iterable<string>;
  /** whether the module of a preloaded name takes part in the program already */
  isLoaded(name: string): boolean;
  slotCount(): number;
  freeSlots(): number;
  /** makes further slots */
  grow(count: number): void;
  slotText(slot: number): string;
  hubText(): string;
  clear(): void;
}

interface Origin {
  readonly alias: string;
  /** undefined for a preloaded name */
  readonly slot: number | undefined;
  /** undefined for an import and for a preloaded name */
  readonly kind: DeclarationKind | undefined;
}

interface CellModule {
  readonly text: string;
  readonly exports: string;
  readonly uses: ReadonlySet<number>;
  readonly isGlobal: boolean;
}

export interface CellModulesOptions {
  readonly preloaded: readonly PreloadedName[];
  /** what to import a preloaded name from */
  readonly moduleOf: (name: PreloadedName) => string;
}

export const HUB = ".preplab-hub";
const HUB_IMPORT = `import * as __preplab from "./${HUB}";`;

export const slotName = (slot: number): string => `.preplab-cell-${slot}`;

export function createCellModules({ preloaded, moduleOf }: CellModulesOptions): CellModules {
  const preloadedNames = new Map(preloaded.map((entry) => [entry.name, entry]));
  /** once imported they stay: dropping and loading tfjs again costs 130 ms */
  const loaded = new Set<string>();
  const origins = new Map<string, Origin>();
  let slots: (CellModule | undefined)[] = [];
  let serial = 0;

  const preload = () => {
    for (const name of preloadedNames.keys()) {
      origins.set(name, { alias: `${name}$0`, slot: undefined, kind: undefined });
    }
  };
  preload();

  const importing = (names: Iterable<string>, own: ReadonlySet<string>, readOnly = false) => {
    const uses = new Set<number>();
    let text = HUB_IMPORT;
    for (const name of names) {
      const origin = own.has(name) ? undefined : origins.get(name);
      if (origin === undefined) continue;
      if (origin.slot === undefined) loaded.add(name);
      else uses.add(origin.slot);
      // later cells may assign to a variable
      text +=
        isVariable(origin.kind) && !readOnly
          ? ` declare let ${name}: typeof __preplab.${origin.alias};`
          : ` import ${name} = __preplab.${origin.alias};`;
    }
    // an empty statement: right after an `import x = y;` the server would complete that import
    return { text: `${text};`, uses };
  };

  const freeUnused = () => {
    const live = new Set<number>();
    const visit = (slot: number) => {
      if (live.has(slot)) return;
      live.add(slot);
      for (const used of slots[slot]?.uses ?? []) visit(used);
    };
    for (const { slot } of origins.values()) if (slot !== undefined) visit(slot);
    for (const [slot, module] of slots.entries()) if (module?.isGlobal) visit(slot);
    for (const slot of slots.keys()) if (!live.has(slot)) slots[slot] = undefined;
  };

  const takeSlot = (): number => {
    const free = slots.indexOf(undefined);
    return free === -1 ? slots.length : free;
  };

  return {
    header: (names, own) => importing(names, own).text,
    readingHeader: (names, own) => importing(names, own, true).text,
    kindOf: (name) => origins.get(name)?.kind,
    add: (cell) => {
      const names = leftNames(cell);
      const isGlobal = cell.program.body.some(
        (statement) => statement.type === "TSModuleDeclaration" && statement.declare,
      );
      if (names.size === 0 && !isGlobal) return;
      const slot = takeSlot();
      const number = ++serial;
      const { text, uses } = importing(cell.mentions, new Set(names.keys()));
      const exported = exportedNames(cell.program);
      const added = [...names.keys()].filter((name) => !exported.has(name));
      const aliases: string[] = [];
      for (const [name, kind] of names) {
        const alias = `${name}$${number}`;
        aliases.push(`${name} as ${alias}`);
        origins.set(name, { alias, slot, kind });
      }
      slots[slot] = {
        text: `${text}\n${cell.code}\nexport { ${added.join(", ")} };`,
        exports: aliases.join(", "),
        uses,
        isGlobal,
      };
      freeUnused();
    },
    isPreloaded: (name) => origins.has(name) && origins.get(name)?.slot === undefined,
    isLoaded: (name) => loaded.has(name),
    names: () => [...origins].filter(([, { slot }]) => slot !== undefined).map(([name]) => name),
    slotCount: () => slots.length,
    freeSlots: () => slots.filter((module) => module === undefined).length,
    grow: (count) => void slots.push(...Array<undefined>(count).fill(undefined)),
    slotText: (slot) => slots[slot]?.text ?? `${HUB_IMPORT};\nexport {};`,
    hubText: () => {
      const own = [...loaded].map((name) => preloadedExport(preloadedNames.get(name)!, moduleOf));
      const cells = slots.map(
        (module, slot) => `export { ${module?.exports ?? ""} } from "./${slotName(slot)}";`,
      );
      return [...own, ...cells].join("\n");
    },
    clear: () => {
      origins.clear();
      slots = slots.map(() => undefined);
      preload();
    },
  };
}

function preloadedExport(entry: PreloadedName, moduleOf: CellModulesOptions["moduleOf"]): string {
  const source = JSON.stringify(moduleOf(entry));
  const isNamespace = entry.module === "@tensorflow/tfjs";
  const what = isNamespace ? `* as ${entry.name}$0` : `{ ${entry.name} as ${entry.name}$0 }`;
  return `export ${what} from ${source};`;
}

/** The names a cell leaves, each with how it is declared. */
function leftNames({
  declarations,
  imports,
}: CellSyntax): Map<string, DeclarationKind | undefined> {
  const names = new Map<string, DeclarationKind | undefined>();
  for (const { local } of imports) names.set(local, undefined);
  for (const { name, kind } of declarations) {
    // a variable that shares its name with a type goes as an import, which carries both
    if (!names.has(name) || !isVariable(kind)) names.set(name, kind);
  }
  return names;
}

function isVariable(kind: DeclarationKind | undefined): boolean {
  return kind === "let" || kind === "var";
}
