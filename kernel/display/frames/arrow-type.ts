/** Apache's types print as their names; flechette's are numbered records. */
export function arrowTypeText(type: unknown): string | undefined {
  if (typeof type !== "object" || type === null) return undefined;
  const text = String(type);
  if (!text.startsWith("[object")) return text;
  const fields = type as Readonly<Record<string, unknown>>; // each is checked
  const { typeId, bitWidth, signed, precision, dictionary } = fields;
  const name = ARROW_TYPES[Number(typeId)];
  if (name === undefined) return undefined;
  if (dictionary !== undefined) return `dictionary<${arrowTypeText(dictionary) ?? "?"}>`;
  if (name === "int") return `${signed === true ? "" : "u"}int${bitWidth}`;
  if (name === "float") return ["float16", "float32", "float64"][Number(precision)] ?? name;
  return name;
}

const ARROW_TYPES: Readonly<Record<number, string>> = {
  [-1]: "dictionary",
  1: "null",
  2: "int",
  3: "float",
  4: "binary",
  5: "utf8",
  6: "bool",
  7: "decimal",
  8: "date",
  9: "time",
  10: "timestamp",
  11: "interval",
  12: "list",
  13: "struct",
  14: "union",
  16: "list",
  17: "map",
  18: "duration",
};
