import type { TensorsHeld } from "./reclaim-tensors.js";

/** What the kernel does about the library's state around cells. */
export interface LibraryHooks {
  runBegins(): void;
  runEnded(): void;
  /** asks fits to stop; false when this interrupt concerns none */
  stopTraining(interrupt: number): boolean;
  /** ends fits that will not stop by themselves; returns where the first of them stopped */
  abandonTraining(): string | undefined;
  /** puts in order what terminated code left behind; returns where training stopped */
  afterTermination(): string | undefined;
  /** the tensors there are */
  held(): TensorsHeld;
  /** gives back at once the memory of tensors that nothing refers to any more */
  reclaim(): Promise<void>;
}

let hooks: LibraryHooks | undefined;

export function installLibraryHooks(installed: LibraryHooks): void {
  hooks = installed;
}

/** undefined until the library is loaded: a kernel starts without it */
export function libraryHooks(): LibraryHooks | undefined {
  return hooks;
}
