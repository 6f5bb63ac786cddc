import { types } from "node:util";
import { columnNames } from "./column-names.js";
import { ownValue } from "./own-value.js";

const MAX_TEXT = 40;
const MAX_PARTS = 5;

// taken before a cell can replace them
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isProxy, isMap, isSet, isDate, isRegExp, isPromise, isNativeError } = types;
const { isArray } = Array;
const isView = ArrayBuffer.isView;
const quote = JSON.stringify;
const uncurry = (method: unknown) =>
  Function.prototype.call.bind(method as () => unknown) as (
    self: unknown,
    ...rest: unknown[]
  ) => unknown;
const getter = (prototype: object, key: string) =>
  uncurry(getOwnPropertyDescriptor(prototype, key)!.get);
const charCode = uncurry(String.prototype.charCodeAt);
const slice = uncurry(String.prototype.slice);
const startsWith = uncurry(String.prototype.startsWith);
const sourceOf = uncurry(Function.prototype.toString);
const isoDate = uncurry(Date.prototype.toISOString);
const mapSize = getter(Map.prototype, "size");
const setSize = getter(Set.prototype, "size");
const viewLength = getter(getPrototypeOf(Uint8Array.prototype)!, "length");

export function isClass(value: unknown): boolean {
  return typeof value === "function" && startsWith(sourceOf(value), "class") === true;
}

/** A type as a user would name it: `number`, `Array(3)`, `Map(2)`, `DataFrame`. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "function") return isClass(value) ? "class" : "function";
  if (typeof value !== "object") return typeof value;
  if (isProxy(value)) return "Proxy";
  const name = constructorName(value);
  const size = sizeOf(value);
  return size === undefined ? name : `${name}(${size})`;
}

/** A value in a few words, with the first of its properties or items. */
export function previewOf(value: unknown): string {
  if (!isOpen(value)) return primitive(value);
  const table = tensorPreview(value) ?? tablePreview(value);
  if (table !== undefined) return table;
  if (isArray(value)) return arrayPreview(value, lengthOf(value));
  if (isView(value) || isMap(value) || isSet(value)) return typeOf(value);
  if (isDate(value)) return datePreview(value);
  if (isRegExp(value) || isPromise(value)) return constructorName(value);
  if (isNativeError(value)) return errorPreview(value);
  return objectPreview(value);
}

/** The same without a look inside: `number = 3`, `Array(3)`. */
export function briefly(value: unknown): string {
  const type = typeOf(value);
  if (isOpen(value)) return tensorPreview(value) ?? type;
  if (value === null || value === undefined || typeof value === "function") return type;
  return `${type} = ${primitive(value)}`;
}

/** whether there is something inside that may be looked at */
function isOpen(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isProxy(value);
}

function primitive(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value.length > MAX_TEXT ? `${quote(slice(value, 0, MAX_TEXT))}…` : quote(value);
    case "bigint":
      return `${value}n`;
    case "symbol":
      return "Symbol()";
    case "function":
      return functionPreview(value);
    case "object":
      return value === null ? "null" : "Proxy";
    default:
      return `${value}`;
  }
}

function functionPreview(value: unknown): string {
  const name = ownValue(value, "name")?.value;
  return `${isClass(value) ? "class" : "function"} ${typeof name === "string" ? name : ""}`;
}

function constructorName(value: object): string {
  let holder: object | null = value;
  for (let depth = 0; depth < 3 && holder !== null && !isProxy(holder); depth++) {
    const made = ownValue(holder, "constructor")?.value;
    if (typeof made === "function" && !isProxy(made)) {
      const name = ownValue(made, "name")?.value;
      if (typeof name === "string" && name !== "") return name;
    }
    holder = getPrototypeOf(holder);
  }
  return "Object";
}

function lengthOf(value: object): number {
  return ownValue(value, "length")?.value as number;
}

function sizeOf(value: object): number | undefined {
  if (isArray(value)) return lengthOf(value);
  if (isMap(value)) return mapSize(value) as number;
  if (isSet(value)) return setSize(value) as number;
  if (isView(value) && !types.isDataView(value)) return viewLength(value) as number;
  return undefined;
}

/** what TensorFlow.js and others call an array: a shape and a type of numbers */
function tensorPreview(value: object): string | undefined {
  const shape = ownValue(value, "shape")?.value;
  const dtype = ownValue(value, "dtype")?.value;
  if (!isArray(shape) || isProxy(shape) || typeof dtype !== "string") return undefined;
  return `${constructorName(value)} ${arrayPreview(shape, lengthOf(shape))} ${dtype}`;
}

function tablePreview(value: object): string | undefined {
  const columns = columnNames(value);
  let text = "";
  for (let index = 0; index < columns.length; index++) {
    text += index === 0 ? "" : ", ";
    if (index === MAX_PARTS) return `${constructorName(value)} { ${text}… }`;
    text += isName(columns[index]!) ? columns[index] : quote(columns[index]);
  }
  return columns.length === 0 ? undefined : `${constructorName(value)} { ${text} }`;
}

function arrayPreview(value: object, length: number): string {
  let text = "[";
  for (let index = 0; index < length; index++) {
    if (index > 0) text += ", ";
    if (index === MAX_PARTS) return `${text}…]`;
    text += part(ownValue(value, `${index}`)?.value);
  }
  return `${text}]`;
}

function objectPreview(value: object): string {
  const name = constructorName(value);
  const keys = ownKeys(value);
  let text = name === "Object" ? "{" : `${name} {`;
  let shown = 0;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    const own = typeof key === "string" ? ownValue(value, key) : undefined;
    if (own === undefined) continue;
    text += shown === 0 ? " " : ", ";
    if (shown === MAX_PARTS) return `${text}… }`;
    text += `${isName(key as string) ? (key as string) : quote(key)}: ${part(own.value)}`;
    shown++;
  }
  return shown === 0 ? `${text}}` : `${text} }`;
}

/** told without a regular expression, of which another may be under way */
function isName(key: string): boolean {
  for (let index = 0; index < key.length; index++) {
    const code = charCode(key, index) as number;
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    const isOther = code === 95 || code === 36 || code > 127;
    if (!isLetter && !isOther && !(index > 0 && code >= 48 && code <= 57)) return false;
  }
  return key !== "";
}

function part(value: unknown): string {
  return isOpen(value) ? typeOf(value) : primitive(value);
}

function datePreview(value: Date): string {
  try {
    return `Date ${isoDate(value)}`;
  } catch {
    return "Invalid Date";
  }
}

function errorPreview(value: object): string {
  const message = ownValue(value, "message")?.value;
  const name = constructorName(value);
  return typeof message === "string" ? `${name}: ${slice(message, 0, MAX_TEXT)}` : name;
}
