const METHODS = {
  _toHtml: "text/html",
  _toSvg: "image/svg+xml",
  _toPng: "image/png",
  _toJpeg: "image/jpeg",
} as const;

/**
 * The MIME data that a value gives by the methods of IJavascript: `_toMime` for all of it, `_toHtml`,
 * `_toSvg`, `_toPng` and `_toJpeg` for one type. A method that throws gives nothing; `undefined` when
 * none gives anything.
 */
export function mimeMethodData(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" && typeof value !== "function") return undefined;
  if (value === null) return undefined;
  const all = call(value, "_toMime");
  const data: Record<string, unknown> = typeof all === "object" && all !== null ? { ...all } : {};
  for (const [method, mime] of Object.entries(METHODS)) {
    const content = mime in data ? undefined : call(value, method);
    if (content !== undefined) data[mime] = content;
  }
  return Object.keys(data).length === 0 ? undefined : data;
}

function call(value: object, name: string): unknown {
  try {
    const method: unknown = Reflect.get(value, name);
    return typeof method === "function" ? Reflect.apply(method, value, []) : undefined;
  } catch {
    // a Proxy may refuse any question
    return undefined;
  }
}
