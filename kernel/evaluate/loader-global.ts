/** Global under which transformed cells reach the module loader: `import()` has no host callback in a REPL script. */
export const LOADER_GLOBAL = "__preplab";

/** A file beside the notebook that does not exist: what cells import is resolved as if from there. */
export const ANCHOR_FILE = "__preplab__.js";
