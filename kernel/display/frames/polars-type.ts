/** `DataType(List(DataType(Float64)))` without what each of them says. */
export function polarsTypeText(type: unknown): string | undefined {
  const text = String(type);
  if (!text.startsWith("DataType(")) return undefined;
  let inner = text;
  for (let shorter = ""; shorter !== inner; ) {
    shorter = inner;
    inner = inner.replace(/DataType\(((?:[^()]|\([^()]*\))*)\)/g, "$1");
  }
  return inner.replace(/,\)/g, ")");
}
