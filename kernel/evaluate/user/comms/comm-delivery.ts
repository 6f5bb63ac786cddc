import type { CommCommand } from "../../user-messages.js";
import { enterBriefly } from "../current-run.js";
import { describeError, interruptedReport } from "../error-report.js";
import { callGuarded } from "../guarded-call.js";
import { IntrinsicPromise, whenSettled } from "../intrinsics.js";
import { sendEvent } from "../output/event-channel.js";
import { answerOwed, forgetAnswer } from "./answer-after.js";
import type { CommMessage } from "./comm.js";
import { acceptComm, openComm } from "./comms.js";

/** Hands a front end's message to its handler. What that prints belongs to the message, not to a cell. */
export function receiveComm(command: CommCommand): void {
  const { run } = command;
  const report = (error: unknown) =>
    sendEvent({ type: "uncaught", run, error: describeError(error) });
  const answer = () => sendEvent({ type: "handled", run });
  forgetAnswer();
  const isComplete = enterBriefly(run, () =>
    callGuarded(() => {
      try {
        // a handler may be asynchronous; nobody waits for its end
        IntrinsicPromise.resolve(dispatch(command)).catch(report);
      } catch (error) {
        report(error);
      }
    }),
  );
  if (!isComplete) {
    const error = interruptedReport("the handler of a comm message was stopped");
    sendEvent({ type: "uncaught", run, error });
  }
  const owed = isComplete ? answerOwed() : undefined;
  if (owed === undefined) answer();
  else whenSettled(owed, answer, answer);
}

function dispatch(command: CommCommand): unknown {
  const { action, id, data, metadata } = command;
  const buffers = command.buffers.map((bytes) => new Uint8Array(bytes));
  const message: CommMessage = { data, metadata, buffers };
  switch (action) {
    case "open":
      return acceptComm(id, command.target, message);
    case "message":
      return openComm(id)?.receive(message);
    case "close":
      return openComm(id)?.receiveClose(message);
  }
}
