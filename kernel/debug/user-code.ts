import type { Debugger, Runtime } from "node:inspector";
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";
import type { MimeBundle } from "../display/mime-bundle.js";
import type { DebugTarget } from "../evaluate/debug-target.js";
import { LOADER_GLOBAL } from "../evaluate/loader-global.js";
import type { ListedVariable } from "../evaluate/user/debug/debug-variables.js";
import type { Variable } from "./protocol.js";

/** more than loading takes, on a busy machine too */
const LOADING_MS = 10_000;
/** a loop that runs now may never let it come to an end */
const BUSY_MS = 500;
/** Node.js passes no message on while an expression is evaluated: nothing else could end it, an interrupt neither */
const LONGEST_EVALUATION_MS = 5000;
const TERMINATED = "Execution was terminated";
const AGENT = `${LOADER_GLOBAL}.debug()`;

export type Described = Omit<Variable, "name">;

/**
 * Reads and changes the variables of user code, stopped or not. A `frame` is the inspector's name for
 * one that is stopped at; without it the variables are those of the cells.
 */
export interface UserCode {
  /** has the process get ready for all that follows */
  load(): Promise<void>;
  evaluate(expression: string, frame?: string): Promise<Described>;
  /** a reference to the variables that some scopes hold */
  scope(objectIds: readonly string[]): Promise<number>;
  /** a reference to the variables that cells have declared */
  globals(): Promise<number>;
  variables(reference: number, start?: number, count?: number): Promise<Variable[]>;
  render(name: string, frame?: string): Promise<MimeBundle>;
  /** sets a variable of a scope, or a property of what is behind a reference */
  assign(reference: number, name: string, expression: string, frame?: string): Promise<Described>;
  copyToGlobals(from: string, to: string, frame: string): Promise<void>;
  /** makes references invalid */
  forget(): Promise<void>;
}

export function createUserCode(target: DebugTarget): UserCode {
  const scopes = new Set<number>();
  const copied = new Set<string>();
  const asScope = (reference: number) => {
    scopes.add(reference);
    return reference;
  };
  const run = async (expression: string, frame?: string, options: object = {}) => {
    const shared = { expression, silent: true, ...options };
    const reply = await (frame === undefined
      ? target.post("Runtime.evaluate", shared)
      : target.post("Debugger.evaluateOnCallFrame", { ...shared, callFrameId: frame }));
    return resultOf(reply);
  };
  const ask = async <Value>(expression: string, frame?: string): Promise<Value> =>
    (await run(expression, frame, { returnByValue: true })).value as Value; // what the agent gives
  const call = async <Value>(
    objectId: string,
    functionDeclaration: string,
    args: readonly Runtime.CallArgument[],
  ): Promise<Value> => {
    const params = { objectId, functionDeclaration, arguments: args, returnByValue: true };
    const reply = await target.post("Runtime.callFunctionOn", { ...params, silent: true });
    return resultOf(reply).value as Value; // as above
  };

  const describe = async (remote: Runtime.RemoteObject): Promise<Described> => {
    const { objectId } = remote;
    if (objectId === undefined) return { value: primitiveText(remote), variablesReference: 0 };
    const described = `(value) => ${AGENT}.describe(value)`;
    return toVariable(
      await call<Omit<ListedVariable, "name">>(objectId, described, [{ objectId }]),
    );
  };
  const compileAndRun = async (expression: string, frame?: string) => {
    // what waits is never answered before the code that runs or is stopped
    const mayWait = frame === undefined && !target.isRunning;
    const options = mayWait ? { replMode: true, awaitPromise: true } : {};
    const timeout = LONGEST_EVALUATION_MS;
    const running = run(await target.compile(expression), frame, { ...options, timeout });
    return running.catch((error: unknown) => {
      if (!String(error).includes(TERMINATED)) throw error;
      throw new Error(`the expression was ended after ${timeout / 1000} s`);
    });
  };

  return {
    load: async () => {
      const loading = run(`${LOADER_GLOBAL}.loadDebug()`, undefined, { awaitPromise: true });
      loading.catch(() => {});
      const patience = target.isRunning ? BUSY_MS : LOADING_MS;
      await Promise.race([loading, pause(patience, undefined, { ref: false })]);
    },
    evaluate: async (expression, frame) => describe(await compileAndRun(expression, frame)),
    scope: async ([first = "", ...others]) => {
      const objects = [first, ...others].map((objectId) => ({ objectId }));
      return asScope(await call(first, `(...objects) => ${AGENT}.scope(...objects)`, objects));
    },
    globals: async () => {
      const names = new Set([...target.declaredNames(), ...copied]);
      const readers = [...names].map((name) => `${JSON.stringify(name)}: () => ${name}`);
      return asScope(await ask(`${AGENT}.readers({ ${readers.join(", ")} })`));
    },
    variables: async (reference, start, count) => {
      const asked = [reference, start, count].filter((number) => number !== undefined);
      const listed = await ask<ListedVariable[]>(`${AGENT}.list(${asked.join(", ")})`);
      return listed.map((one) => ({ name: one.name, ...toVariable(one) }));
    },
    render: (name, frame) => {
      if (frame !== undefined || target.isRunning) return ask(`${AGENT}.renderNow(${name})`, frame);
      const options = { returnByValue: true, awaitPromise: true };
      return run(`${AGENT}.render(${name})`, frame, options).then(({ value }) => value);
    },
    assign: async (reference, name, expression, frame) => {
      if (scopes.has(reference)) {
        return describe(await compileAndRun(`${name} = (${expression})`, frame));
      }
      const value = await compileAndRun(expression, frame);
      const holder = await run(AGENT, frame);
      const set = `function (value) { this.assign(${reference}, ${JSON.stringify(name)}, value); }`;
      await call(holder.objectId ?? "", set, [argumentOf(value)]);
      return describe(value);
    },
    copyToGlobals: async (from, to, frame) => {
      await run(`${AGENT}.carry(${from})`, frame);
      await run(`${to} = ${AGENT}.carriedOver()`);
      copied.add(to);
    },
    forget: () => {
      scopes.clear();
      return ask(`${AGENT}.forget()`);
    },
  };
}

function toVariable({ value, reference, items }: Omit<ListedVariable, "name">): Described {
  return {
    value,
    variablesReference: reference,
    ...(items === undefined ? {} : { indexedVariables: items }),
  };
}

/** The value, or an error that says what was thrown. */
function resultOf(reply: object): Runtime.RemoteObject {
  const { result, exceptionDetails } = reply as Debugger.EvaluateOnCallFrameReturnType;
  if (exceptionDetails === undefined) return result;
  const { exception, text } = exceptionDetails;
  const description = exception === undefined ? text : remoteText(exception);
  throw new Error(description.split("\n", 1)[0]);
}

function remoteText(remote: Runtime.RemoteObject): string {
  return remote.description ?? primitiveText(remote);
}

function primitiveText({ type, value, unserializableValue, description }: Runtime.RemoteObject) {
  if (type === "string") return inspect(value);
  return unserializableValue ?? description ?? String(value);
}

function argumentOf({ objectId, unserializableValue, value }: Runtime.RemoteObject) {
  if (objectId !== undefined) return { objectId };
  return unserializableValue !== undefined ? { unserializableValue } : { value };
}
