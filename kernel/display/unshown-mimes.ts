const TABLE = "application/vnd.dataresource+json";
const CHART = /^application\/vnd\.vega(?:lite)?\.v(\d+)(?:\+json|\.json)?$/;
/** the newest that front ends bring along */
const NEWEST_CHART = 5;

/**
 * Leaves out what no front end draws when there is html: VS Code prefers every `application/vnd.*` to
 * html and then shows nothing. Other vendor types stay: who names one has something that draws it.
 */
export function withoutUnshown(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(data);
  if (typeof data["text/html"] !== "string") return Object.fromEntries(entries);
  return Object.fromEntries(entries.filter(([mime]) => !isUnshown(mime)));
}

function isUnshown(mime: string): boolean {
  const version = CHART.exec(mime)?.[1];
  return mime === TABLE || (version !== undefined && Number(version) > NEWEST_CHART);
}
