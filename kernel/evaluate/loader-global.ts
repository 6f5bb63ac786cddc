/** Global under which transformed cells reach the module loader: `import()` has no host callback in a REPL script. */
export const LOADER_GLOBAL = "__preplab";
