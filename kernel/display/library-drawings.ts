const VEGA_SCHEMA = /\/schema\/(vega|vega-lite)\/v(\d+)/;
const DATA_URL = /^data:([^;,]+);base64,(.*)$/s;

/**
 * The MIME data of values by which common libraries draw: elements of a document (jsdom, linkedom),
 * canvases, and charts that write themselves as Vega or Vega-Lite. `undefined` for anything else.
 */
export function libraryDrawing(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" && typeof value !== "function") return undefined;
  if (value === null) return undefined;
  try {
    return elementData(value) ?? canvasData(value) ?? chartData(value);
  } catch {
    // a Proxy may refuse any question, and drawing may fail
    return undefined;
  }
}

function elementData(value: object): Record<string, unknown> | undefined {
  const { outerHTML: markup } = value as { outerHTML?: unknown };
  if (typeof markup !== "string") return undefined;
  return { [markup.startsWith("<svg") ? "image/svg+xml" : "text/html"]: markup };
}

function canvasData(value: object): Record<string, unknown> | undefined {
  const url = result(value, "toDataURL");
  const [, mime, base64] = (typeof url === "string" && DATA_URL.exec(url)) || [];
  return mime === undefined ? undefined : { [mime]: base64 };
}

function chartData(value: object): Record<string, unknown> | undefined {
  const spec = result(value, "toSpec");
  if (typeof spec !== "object" || spec === null || !("$schema" in spec)) return undefined;
  const [, language, version] = VEGA_SCHEMA.exec(String(spec.$schema)) ?? [];
  if (language === undefined) return undefined;
  return { [`application/vnd.${language.replace("-", "")}.v${version}+json`]: spec };
}

function result(value: object, name: string): unknown {
  const method: unknown = Reflect.get(value, name);
  return typeof method === "function" ? Reflect.apply(method, value, []) : undefined;
}
