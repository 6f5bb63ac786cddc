import type { CellSyntax, DeclarationKind } from "../../cell/cell-syntax.js";
import type { PreloadedName } from "../../cell/preloaded.js";
import { exportedNames } from "./exported-names.js";

/**
 * Cells that leave names become modules, in one of a few slots. Modules reach each other's names only
 * through one hub, which exports every name under an alias of its own (`x$3`). So no document's list
 * of imports ever changes, and the server need not build its program anew: with tfjs loaded that is
 * the difference between 10 ms and 90 ms for a cell. A slot takes further cells as long as every name
 * means the same to all of them, for a new slot does make the server build anew.
 */
export interface CellModules {
  /** the line put before a cell that mentions `names` and itself declares `own` */
  header(names: Iterable<string>, own: ReadonlySet<string>): string;
  /** the same with imports alone: they carry documentation, and forbid every assignment */
  readingHeader(names: Iterable<string>, own: ReadonlySet<string>): string;
  /** adds a cell, the newest that declares a name wins; says whether it leaves anything to later cells */
  add(cell: CellSyntax): boolean;
  /** how the newest cell with this name declares it; undefined for its imports */
  kindOf(name: string): DeclarationKind | undefined;
  /** whether a name is still what the kernel preloaded */
  isPreloaded(name: string): boolean;
  /** names of cells, not the preloaded ones */
  names(): Iterable<string>;
  /** whether the module of a preloaded name takes part in the program already */
  isLoaded(name: string): boolean;
  /** grows whenever a header makes another preloaded name take part */
  loadedCount(): number;
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
  /** undefined for an import and for most preloaded names */
  readonly kind: DeclarationKind | undefined;
}

interface Slot {
  readonly cells: string[];
  readonly exports: string[];
  /** what each name means in this module, as an alias of the hub */
  readonly scope: Map<string, string>;
  readonly uses: Set<number>;
  readonly isGlobal: boolean;
  size: number;
}

/** beyond this many characters a slot is full: with each cell it is parsed as a whole */
const SLOT_SIZE = 1500;

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
  let slots: (Slot | undefined)[] = [];
  /** takes cells until one does not fit */
  let current: number | undefined;
  let serial = 0;

  const preload = () => {
    for (const { name, isVariable } of preloadedNames.values()) {
      const kind = isVariable ? "var" : undefined;
      origins.set(name, { alias: `${name}$0`, slot: undefined, kind });
    }
  };
  preload();

  const originsOf = (names: Iterable<string>, own: { has(name: string): boolean }) => {
    const found: (Origin & { readonly name: string })[] = [];
    for (const name of names) {
      const origin = own.has(name) ? undefined : origins.get(name);
      if (origin !== undefined) found.push({ name, ...origin });
    }
    return found;
  };

  const importing = (names: Iterable<string>, own: ReadonlySet<string>, readOnly = false) => {
    const found = originsOf(names, own);
    for (const { name, slot } of found) if (slot === undefined) loaded.add(name);
    // an empty statement: right after an `import x = y;` the server would complete that import
    return `${HUB_IMPORT}${found.map((origin) => importOf(origin, readOnly)).join("")};`;
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
    if (current !== undefined && slots[current] === undefined) current = undefined;
  };

  const takeSlot = (isGlobal: boolean): number => {
    const free = slots.indexOf(undefined);
    const slot = free === -1 ? slots.length : free;
    const scope = new Map<string, string>();
    slots[slot] = { cells: [], exports: [], scope, uses: new Set(), isGlobal, size: 0 };
    return slot;
  };

  const fill = (
    slot: number,
    cell: CellSyntax,
    names: ReadonlyMap<string, DeclarationKind | undefined>,
    used: readonly (Origin & { name: string })[],
  ) => {
    const module = slots[slot]!;
    let text = "";
    for (const origin of used) {
      if (origin.slot === undefined) loaded.add(origin.name);
      else if (origin.slot !== slot) module.uses.add(origin.slot);
      if (module.scope.has(origin.name)) continue;
      module.scope.set(origin.name, origin.alias);
      text += importOf(origin, false);
    }
    const number = ++serial;
    const exported = exportedNames(cell.program);
    const added = [...names.keys()].filter((name) => !exported.has(name));
    for (const [name, kind] of names) {
      const alias = `${name}$${number}`;
      module.exports.push(`${name} as ${alias}`);
      module.scope.set(name, alias);
      origins.set(name, { alias, slot, kind });
    }
    module.cells.push(`${text};\n${cell.code}\nexport { ${added.join(", ")} };`);
    module.size += cell.code.length;
  };

  /** whether every name would mean the same to the cell as to the cells already there */
  const fits = (slot: Slot, own: Iterable<string>, used: readonly (Origin & { name: string })[]) =>
    slot.size < SLOT_SIZE &&
    [...own].every((name) => !slot.scope.has(name)) &&
    used.every(({ name, alias }) => (slot.scope.get(name) ?? alias) === alias);

  return {
    header: (names, own) => importing(names, own),
    readingHeader: (names, own) => importing(names, own, true),
    kindOf: (name) => origins.get(name)?.kind,
    add: (cell) => {
      const names = leftNames(cell);
      const isGlobal = augmentsGlobal(cell);
      if (names.size === 0 && !isGlobal) return false;
      const used = originsOf(cell.mentions, names);
      const open = current === undefined ? undefined : slots[current];
      if (isGlobal || open === undefined || !fits(open, names.keys(), used)) {
        const taken = takeSlot(isGlobal);
        current = isGlobal ? undefined : taken;
        fill(taken, cell, names, used);
      } else {
        fill(current!, cell, names, used);
      }
      freeUnused();
      return true;
    },
    isPreloaded: (name) => origins.has(name) && origins.get(name)?.slot === undefined,
    isLoaded: (name) => loaded.has(name),
    loadedCount: () => loaded.size,
    names: () => [...origins].filter(([, { slot }]) => slot !== undefined).map(([name]) => name),
    slotCount: () => slots.length,
    freeSlots: () => slots.filter((module) => module === undefined).length,
    grow: (count) => void slots.push(...Array<undefined>(count).fill(undefined)),
    slotText: (slot) => `${HUB_IMPORT};\n${slots[slot]?.cells.join("\n") ?? "export {};"}`,
    hubText: () => {
      const own = [...loaded].map((name) => preloadedExport(preloadedNames.get(name)!, moduleOf));
      const cells = slots.map(
        (module, slot) =>
          `export { ${module?.exports.join(", ") ?? ""} } from "./${slotName(slot)}";`,
      );
      return [...own, ...cells].join("\n");
    },
    clear: () => {
      origins.clear();
      slots = slots.map(() => undefined);
      current = undefined;
      preload();
    },
  };
}

/** Names that a cell declares or imports. */
export function ownNames({ declarations, imports }: CellSyntax): Set<string> {
  return new Set([...declarations.map(({ name }) => name), ...imports.map(({ local }) => local)]);
}

/** Whether a cell declares anything for all cells without naming it, as `declare global` does. */
export function augmentsGlobal({ program }: CellSyntax): boolean {
  return program.body.some(
    (statement) => statement.type === "TSModuleDeclaration" && statement.declare,
  );
}

/** A variable is declared, since later cells may assign to it; everything else is imported. */
function importOf({ name, alias, kind }: Origin & { name: string }, readOnly: boolean): string {
  return isVariable(kind) && !readOnly
    ? ` declare let ${name}: typeof __preplab.${alias};`
    : ` import ${name} = __preplab.${alias};`;
}

function preloadedExport(entry: PreloadedName, moduleOf: CellModulesOptions["moduleOf"]): string {
  const source = JSON.stringify(moduleOf(entry));
  const isNamespace = entry.module === "@tensorflow/tfjs" || entry.module === "deno";
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
