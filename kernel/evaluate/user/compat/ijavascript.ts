import { inspect } from "node:util";
import { customMimer, type Mimer, setCustomMimer } from "../../../display/custom-mimer.js";
import { mimeMethodData } from "../../../display/mime-methods.js";
import { currentRun } from "../current-run.js";
import { input } from "../input/input.js";
import { type ClearOutputOptions, clearOutput } from "../output/clear-output.js";
import { display as show } from "../output/display.js";
import {
  awaitOutcome,
  isOutcomeAwaited,
  type SentOutcome,
  sendOutcome,
} from "../output/sent-outcome.js";
import { displayable, type MediaData } from "./displayable.js";

/** Bytes, or their base64 form. */
type Picture = string | Uint8Array;

interface Contents {
  mime: MediaData;
  text: string;
  html: string;
  svg: string;
  png: Picture;
  jpeg: Picture;
  json: unknown;
}
type Kind = keyof Contents;

const MIME: Readonly<Record<Exclude<Kind, "mime">, string>> = {
  text: "text/plain",
  html: "text/html",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  json: "application/json",
};
const KINDS: readonly Kind[] = ["mime", "text", "html", "svg", "png", "jpeg", "json"];

function displayableOf(kind: Kind, content: unknown): object {
  const isBundle = kind === "mime" && typeof content === "object" && content !== null;
  return displayable(isBundle ? { ...content } : { [MIME[kind as "text"]]: content });
}

/** Each method ends the cell with what it is given; with `keepAlive` that is shown and the cell goes on. */
type Senders = {
  readonly [K in Kind]: (content: Contents[K] | Promise<Contents[K]>, keepAlive?: boolean) => void;
};

/** One output where it has an id, which every call replaces; else each call adds one. */
export type Display = { readonly [K in Kind]: (content: Contents[K]) => void } & {
  close(): void;
};

export interface Cell extends Senders {
  /** the cell goes on after its last statement, until one of the methods ends it */
  async(isAsync?: boolean): boolean;
  done(result?: unknown): void;
  sendResult(result: unknown, keepAlive?: boolean): void;
  sendError(error: unknown, keepAlive?: boolean): void;
  display(id?: string): Display;
  clear(options?: ClearOutputOptions): void;
  /** asks whoever runs the cell, which from now on is asynchronous */
  input(
    question?: { readonly prompt?: string; readonly password?: boolean },
    callback?: (error: null, answer: string) => void,
  ): Promise<string>;
  readonly config: { awaitExecution: boolean };
}

function send(outcome: SentOutcome, keepAlive = false): void {
  const run = currentRun();
  if (keepAlive) awaitOutcome(run, true);
  else if (sendOutcome(run, outcome)) return;
  if ("value" in outcome) show(outcome.value);
  else throw outcome.error;
}

function sendLater<Value>(
  content: Value | Promise<Value>,
  keepAlive: boolean | undefined,
  toValue: (content: Value) => unknown,
): void {
  if (!(content instanceof Promise)) {
    send({ value: toValue(content) }, keepAlive);
    return;
  }
  awaitOutcome(currentRun(), true);
  content.then(
    (value) => send({ value: toValue(value) }, keepAlive),
    (error: unknown) => send({ error }),
  );
}

function methods<Method>(of: (kind: Kind) => Method): Record<Kind, Method> {
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, Method>; // all kinds
}

const shownIn = new Map<string, number>();

function createDisplay(id?: string): Display {
  const run = currentRun();
  return {
    ...methods((kind) => (content: unknown) => {
      const value = displayableOf(kind, content);
      if (id === undefined) {
        show(value);
        return;
      }
      show(value, { displayId: id, update: shownIn.get(id) === run });
      shownIn.set(id, run);
    }),
    close: () => {},
  };
}

/** The running cell, as notebooks for IJavascript know it. */
export const $$: Cell = {
  ...methods((kind) => (content: unknown, keepAlive?: boolean) => {
    sendLater(content, keepAlive, (settled) => displayableOf(kind, settled));
  }),
  async: (isAsync = true) => {
    awaitOutcome(currentRun(), isAsync);
    return isAsync;
  },
  done: (result) => send({ value: result }),
  sendResult: (result, keepAlive) => sendLater(result, keepAlive, (value) => value),
  sendError: (error, keepAlive) => send({ error }, keepAlive),
  display: createDisplay,
  clear: (options) => clearOutput(options),
  input: ({ prompt = "", password = false } = {}, callback) => {
    awaitOutcome(currentRun(), true);
    const answer = input(prompt, { password });
    answer.then((text) => callback?.(null, text)).catch((error: unknown) => send({ error }));
    return answer;
  },
  config: { awaitExecution: true },
};

/** What a value looks like unless `$$mimer$$` is another function. */
export function $$defaultMimer$$(value: unknown): Record<string, unknown> {
  return { "text/plain": inspect(value), ...mimeMethodData(value) };
}

export function $$done$$(result?: unknown): void {
  $$.done(result);
}

export declare let $$mimer$$: (value: unknown) => unknown;
export declare let $$mime$$: Contents["mime"] | Promise<Contents["mime"]>;
export declare let $$html$$: string | Promise<string>;
export declare let $$svg$$: string | Promise<string>;
export declare let $$png$$: Picture | Promise<Picture>;
export declare let $$jpeg$$: Picture | Promise<Picture>;
export declare let $$async$$: boolean;

/** Puts `$$` and its relatives on the global object. */
export function installIjavascript(): void {
  for (const [name, value] of Object.entries({ $$, $$defaultMimer$$, $$done$$ })) {
    define(name, { value, writable: true });
  }
  define("$$mimer$$", {
    get: () => customMimer() ?? $$defaultMimer$$,
    set: (mimer: unknown) => {
      const isCustom = typeof mimer === "function" && mimer !== $$defaultMimer$$;
      setCustomMimer(isCustom ? (mimer as Mimer) : undefined);
    },
  });
  define("$$async$$", {
    get: () => isOutcomeAwaited(currentRun()),
    set: (isAsync: unknown) => awaitOutcome(currentRun(), Boolean(isAsync)),
  });
  for (const kind of ["mime", "html", "svg", "png", "jpeg"] as const) {
    define(`$$${kind}$$`, { get: () => undefined, set: $$[kind] });
  }
}

function define(name: string, property: PropertyDescriptor): void {
  Object.defineProperty(globalThis, name, { ...property, configurable: true, enumerable: false });
}
