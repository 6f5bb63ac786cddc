/** SQLite's GLOB, as IPython searches its history: `*`, `?`, `[a-z]` and `[^a]`, anchored at both ends. */
export function globMatcher(pattern: string): (text: string) => boolean {
  const source = pattern.replace(
    /\[(\^?)(\]?[^\]]*)\]|[\s\S]/gu,
    (symbol, not?: string, set?: string) => {
      if (set !== undefined && set !== "") return `[${not}${set.replace(/[\\\]^[]/g, "\\$&")}]`;
      if (symbol === "*") return "[\\s\\S]*";
      if (symbol === "?") return "[\\s\\S]";
      return symbol.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    },
  );
  try {
    const matcher = new RegExp(`^${source}$`, "u");
    return (text) => matcher.test(text);
  } catch {
    // a range upside down, such as [z-a], matches nothing
    return () => false;
  }
}
