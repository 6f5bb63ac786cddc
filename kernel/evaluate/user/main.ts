import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { createFrameDecoder } from "../frame-codec.js";
import type { UserCommand } from "../user-messages.js";
import { watchSynchronousChildren } from "./child-watch.js";
import { currentRun } from "./current-run.js";
import { describeError, installStackMapping, isFitStopped } from "./error-report.js";
import { sendEvent } from "./event-channel.js";
import { interruptState } from "./interrupt-state.js";
import { installModuleLoader } from "./module-loader.js";
import { installPreloadedNames, requireKernelNames } from "./preload.js";
import { runCell } from "./run-cell.js";
import { captureStreams } from "./stream-capture.js";
import { takeInterrupt } from "./take-interrupt.js";

const COMMAND_FD = 3;
const WARM_UP_MS = 100;

captureStreams();
watchSynchronousChildren();
installStackMapping();
installModuleLoader(process.cwd());
installPreloadedNames();

process.on("SIGINT", () => {});
process.on("uncaughtException", reportUncaught);
process.on("unhandledRejection", reportUncaught);
process.on("exit", (code) => sendEvent({ type: "exiting", code }));

function reportUncaught(error: unknown): void {
  // a fit that nobody awaits; its output says where it stopped
  if (isFitStopped(error)) return;
  sendEvent({ type: "uncaught", run: currentRun(), error: describeError(error) });
}

const commands = new Socket({ fd: COMMAND_FD, readable: true, writable: false });
commands.on(
  "data",
  createFrameDecoder((value) => {
    const command = value as UserCommand;
    if (command.type === "run") void runCell(command);
    else process.exit(0);
  }),
);
// the protocol process is gone: nothing left to work for
commands.on("close", () => process.exit(0));
sendEvent({ type: "ready" });

const worker = new Worker(new URL("./control-worker.js", import.meta.url), {
  workerData: interruptState,
  // the worker prints nothing; piped streams would keep the loop alive
  stdout: true,
  stderr: true,
});
worker.unref();
worker.on("message", takeInterrupt);

// what most cells need soon, loaded once a first quick cell would be through
setTimeout(requireKernelNames, WARM_UP_MS).unref();
