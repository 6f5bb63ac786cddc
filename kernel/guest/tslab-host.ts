import { createRequire } from "node:module";
import { stopFits } from "../../src/training/observe-fits.js";
import type { MimeBundle } from "../display/mime-bundle.js";
import type { Guest, Host } from "./host.js";

interface TslabDisplay {
  raw(mime: string, content: unknown): void;
}

/** What tslab's cells are compiled to use; `exports` holds the variables of the notebook. */
interface TslabGlobal {
  readonly exports: object;
  require(name: "tslab"): { newDisplay(): TslabDisplay };
}

/** The part of tslab that runs cells and tells front ends of it. */
interface TslabJupyter {
  readonly lastWriteDisplayData: unknown;
  readonly JupyterHandlerImpl: { readonly prototype: { handleExecuteImpl: CellRunner } };
  readonly ZmqServer: { readonly prototype: { publishStatus: StatusPublisher } };
}

type CellRunner = (this: unknown, ...request: unknown[]) => Promise<unknown>;
type StatusPublisher = (this: unknown, status: string, request: TslabRequest) => void;

interface TslabRequest {
  readonly header: { readonly msg_type: string };
}

/** the variable by which a cell gives its result to tslab */
const RESULT = "tsLastExpr";

/** tslab, when this is a process of it. */
export function tslabHost(): Host | undefined {
  const cells = Reflect.get(globalThis, "__tslab__") as TslabGlobal | undefined;
  if (typeof cells?.require !== "function" || typeof cells.exports !== "object") return undefined;
  const { newDisplay } = cells.require("tslab");
  return {
    openOutput: () => {
      const place = newDisplay();
      return ({ data }) => place.raw(...richest(data));
    },
    welcome: (guest) => {
      attendResults(cells.exports, guest);
      holdCells(guest);
      // tslab gives up waiting for the cell, and a fit would go on unseen
      process.on("SIGINT", stopFits);
    },
  };
}

/** tslab's displays are of one type each. */
function richest(data: MimeBundle["data"]): [mime: string, content: unknown] {
  return (
    Object.entries(data).find(([mime]) => mime !== "text/plain") ?? [
      "text/plain",
      data["text/plain"],
    ]
  );
}

/**
 * tslab prints the result of a cell, unless it is null or undefined: what was shown is given to it as
 * undefined. A getter cannot be defined on its `exports`, but on what these inherit from.
 */
function attendResults(exports: object, guest: Guest): void {
  let result: unknown;
  Reflect.deleteProperty(exports, RESULT); // of the cell that imports the library
  Object.setPrototypeOf(
    exports,
    Object.create(Object.prototype, {
      [RESULT]: {
        set: (value: unknown) => {
          result = value;
        },
        get: () => {
          if (guest.showResult(result)) result = undefined;
          return result;
        },
      },
    }),
  );
}

/**
 * Lets a cell end, and the next one begin, once all that it displays is shown: tslab itself waits for
 * nothing but `await`. Without its internals, what takes a while comes late.
 */
function holdCells(guest: Guest): void {
  const runner = runningTslab()?.JupyterHandlerImpl?.prototype;
  const server = runningTslab()?.ZmqServer?.prototype;
  const execute = runner?.handleExecuteImpl;
  const publishStatus = server?.publishStatus;
  if (typeof execute !== "function" || typeof publishStatus !== "function") return;
  runner!.handleExecuteImpl = function (...request) {
    return guest.settled().then(execute.bind(this, ...request)); // no frame in the stacks of errors
  };
  server!.publishStatus = function (status, request) {
    const publish = () => publishStatus.call(this, status, request);
    if (status !== "idle" || request.header.msg_type !== "execute_request") publish();
    else guest.settled().then(publish);
  };
}

/** One that was started globally hands over to one that is installed in the project. */
function runningTslab(): TslabJupyter | undefined {
  return Object.entries(createRequire(import.meta.url).cache)
    .filter(([file]) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file))
    .map(([, module]) => module?.exports as TslabJupyter)
    .find(({ lastWriteDisplayData }) => typeof lastWriteDisplayData === "function");
}
