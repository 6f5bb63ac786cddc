import { Socket } from "node:net";
import { types } from "node:util";
import { Worker } from "node:worker_threads";
import { createFrameDecoder, FrameError } from "../frame-codec.js";
import type { UserCommand } from "../user-messages.js";
import { receiveComm } from "./comms/comm-delivery.js";
import { installCompatNames } from "./compat/install-compat-names.js";
import { currentRun, enterRun } from "./current-run.js";
import { describeError, installStackMapping, isFitStopped } from "./error-report.js";
import { answerPort } from "./input/ask-front-end.js";
import { installInput } from "./input/input-stream.js";
import { StdinNotAllowed } from "./input/stdin-not-allowed.js";
import { watchSynchronousChildren } from "./interrupt/child-watch.js";
import type { ControlWorkerData } from "./interrupt/control-worker.js";
import { interruptState, isStopping } from "./interrupt/interrupt-state.js";
import { takeInterrupt } from "./interrupt/take-interrupt.js";
import { keepListening } from "./keep-listening.js";
import { isLeaving, leave } from "./kernel-descriptors.js";
import { installPreloadedNames, loadKernelNames, loadLibrary } from "./library/preload.js";
import { installLook } from "./look/look.js";
import { installModuleLoader } from "./module-loader.js";
import { sendEvent } from "./output/event-channel.js";
import { captureStreams } from "./output/stream-capture.js";
import { rememberCellsOfTimers } from "./output/timer-output.js";
import { runCell, runningCell } from "./run-cell.js";
import { installSuppressedError } from "./suppressed-error.js";
import { whenIdle } from "./when-idle.js";
import { withoutFlood } from "./without-flood.js";

const COMMAND_FD = 3;
const WARM_UP_MS = 100;

captureStreams();
rememberCellsOfTimers();
installInput();
watchSynchronousChildren();
installStackMapping();
installModuleLoader(process.cwd());
installPreloadedNames();
installLook();
installCompatNames();
installSuppressedError();

keepListening({
  SIGINT: () => {},
  // Node.js tears its inspector down before it sends itself a signal that nobody listens to
  SIGCONT: () => {},
  SIGWINCH: () => {},
  uncaughtException: reportUncaught,
  unhandledRejection: reportUncaught,
  exit: (code) => {
    if (!isLeaving()) sendEvent({ type: "exiting", code: Number(code) });
  },
});

function reportUncaught(error: unknown): void {
  // a fit that nobody awaits; its output says where it stopped
  if (isFitStopped(error)) return;
  // such as of `readline`, which would leave the cell waiting for ever
  const cell = runningCell();
  // a Proxy may throw at `instanceof`
  const isOurs = types.isNativeError(error) && error instanceof StdinNotAllowed;
  if (isOurs && cell?.number === error.run) cell.fail(error);
  else {
    const run = currentRun();
    const report = withoutFlood(run, describeError(error));
    if (report !== undefined) sendEvent({ type: "uncaught", run, error: report });
  }
}

const commands = new Socket({ fd: COMMAND_FD, readable: true, writable: false });
const decode = createFrameDecoder((value) => {
  const command = value as UserCommand;
  switch (command.type) {
    case "run":
      return runCell(command);
    case "load":
      // a cell that needs it will load it, and report what goes wrong
      if (isStopping()) return;
      return void enterRun(command.run, loadLibrary).catch(() => {});
    case "comm":
      return receiveComm(command);
    case "exit":
      return process.exit(0);
  }
});
commands.on("data", (chunk: Buffer) => {
  try {
    decode(chunk);
  } catch (error) {
    // a cell has read from the kernel's descriptor
    if (error instanceof FrameError) leave();
    throw error;
  }
});
// the protocol process is gone: nothing left to work for
commands.on("close", () => process.exit(0));
sendEvent({ type: "ready" });

const worker = new Worker(new URL("./interrupt/control-worker.js", import.meta.url), {
  workerData: { state: interruptState, answers: answerPort } satisfies ControlWorkerData,
  transferList: [answerPort],
  // the worker prints nothing; piped streams would keep the loop alive
  stdout: true,
  stderr: true,
});
worker.unref();
worker.on("message", takeInterrupt);

// what most cells need soon, loaded once a first quick cell would be through
whenIdle(WARM_UP_MS, loadKernelNames);
