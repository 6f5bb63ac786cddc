import { types } from "node:util";
import { functionName } from "./class-name.js";
import { parametersOf } from "./parameters.js";

const MOST_NAME = 60;

/**
 * A function by its name and parameters, a class by its name and that of the class it extends.
 *
 * @example
 * functionText((x, y = 2) => x * y); // [Function (anonymous)] (x, y = 2)
 * functionText(class Cat extends Animal {}); // [class Cat extends Animal]
 */
export function functionText(value: object): string {
  const name = short(functionName(value));
  const source = types.isProxy(value) ? "" : Function.prototype.toString.call(value);
  if (/^class\b/.test(source)) return `[class ${name || "(anonymous)"}${baseText(value)}]`;
  const kind = `${types.isAsyncFunction(value) ? "Async" : ""}${types.isGeneratorFunction(value) ? "Generator" : ""}Function`;
  const head = name === "" ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
  const parameters = parametersOf(source);
  return parameters === undefined ? head : `${head} (${parameters})`;
}

function baseText(value: object): string {
  const base: unknown = Object.getPrototypeOf(value);
  if (typeof base !== "function" || base === Function.prototype) return "";
  const name = types.isProxy(base) ? "" : short(functionName(base));
  return ` extends ${name || "(anonymous)"}`;
}

function short(name: string): string {
  return name.length > MOST_NAME ? `${name.slice(0, MOST_NAME)}…` : name;
}
