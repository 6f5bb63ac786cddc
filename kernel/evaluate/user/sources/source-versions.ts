import { statSync } from "node:fs";

/**
 * Knows which files import which, and gives each a version that grows when the file or anything it
 * imports was edited: a module is loaded anew under each version, and the others keep their state.
 */
export interface SourceVersions {
  /** the file's version, 0 until it is edited; `importer` is the file that imports it */
  of(file: string, importer?: string): number;
  /** the file imports what is not there: it has to be loaded anew whatever happens to itself */
  failed(file: string): void;
  /** looks for edits; returns the files whose version grew */
  refresh(): ReadonlySet<string>;
}

interface Source {
  stamp: string;
  version: number;
  readonly importers: Set<string>;
}

export function createSourceVersions(): SourceVersions {
  const sources = new Map<string, Source>();
  const broken = new Set<string>();

  const sourceOf = (file: string): Source => {
    let source = sources.get(file);
    if (source === undefined) {
      source = { stamp: stampOf(file), version: 0, importers: new Set() };
      sources.set(file, source);
    }
    return source;
  };

  return {
    of: (file, importer) => {
      const source = sourceOf(file);
      if (importer !== undefined) source.importers.add(importer);
      return source.version;
    },
    failed: (file) => void broken.add(file),
    refresh: () => {
      const stale = new Set<string>();
      const renew = (file: string) => {
        if (stale.has(file)) return;
        stale.add(file);
        const source = sourceOf(file);
        source.version++;
        for (const importer of source.importers) renew(importer);
      };
      for (const file of broken) renew(file);
      broken.clear();
      for (const [file, source] of sources) {
        const stamp = stampOf(file);
        if (stamp === source.stamp) continue;
        source.stamp = stamp;
        renew(file);
      }
      return stale;
    },
  };
}

/** An edit within the clock's grain still tends to change the size, and many editors write a new file. */
function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
