export type Fields = Readonly<Record<string, unknown>>;

export function textField(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw wrongField(name, "a non-empty string", value);
}

/** The error of a field that is missing or wrong, in one line. */
export function wrongField(name: string, expected: string, received: unknown): Error {
  if (received === undefined) return new Error(`field "${name}" is missing, expected ${expected}`);
  return new Error(`${name} must be ${expected}. Received: ${JSON.stringify(received)}`);
}
