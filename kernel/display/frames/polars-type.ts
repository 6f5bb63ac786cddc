const WRAP = "DataType(";

/** `DataType(List(DataType(Float64)))` as `List(Float64)`; `undefined` for what is no type of Polars. */
export function polarsTypeText(type: unknown): string | undefined {
  const text = String(type);
  if (!text.startsWith(WRAP)) return undefined;
  const open: boolean[] = [];
  let shown = "";
  for (let i = 0; i < text.length; i++) {
    const isWrap = text.startsWith(WRAP, i);
    const character = text[i] as string;
    if (isWrap) {
      i += WRAP.length - 1;
      open.push(false);
    } else if (character !== ")" || open.pop() !== false) {
      if (character === "(") open.push(true);
      shown += character;
    }
  }
  // Datetime(ms,) has no time zone
  return shown.replaceAll(",)", ")");
}
