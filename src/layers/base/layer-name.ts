const used = new Map<string, number>();

/** A name for a layer without one, as Keras numbers them: `string_lookup`, `string_lookup_1`, ... */
export function defaultLayerName(className: string): string {
  const base = className
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_")
    .toLowerCase();
  const count = used.get(base) ?? 0;
  used.set(base, count + 1);
  return count === 0 ? base : `${base}_${count}`;
}
