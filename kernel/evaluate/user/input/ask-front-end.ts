import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { InputAnswer } from "../../control-messages.js";
import { currentRun } from "../current-run.js";
import { ANSWERS, interruptState } from "../interrupt/interrupt-state.js";
import { IntrinsicPromise } from "../intrinsics.js";
import { sendEvent } from "../output/event-channel.js";
import { StdinNotAllowed } from "./stdin-not-allowed.js";

export interface InputOptions {
  /** hides what is typed */
  readonly password?: boolean;
}

const { port1, port2 } = new MessageChannel();
/** what the running cell waits for */
const waiting = new Map<number, (answer: InputAnswer) => void>();
let cell: number | undefined;
let questions = 0;

/** The control worker's end: it takes answers in while the main thread is blocked. */
export const answerPort: MessagePort = port2;

port1.on("message", settle);
port1.unref();

function settle(answer: InputAnswer): void {
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
}

function send(
  prompt: string,
  { password }: InputOptions,
  onAnswer: (answer: InputAnswer) => void,
): void {
  const run = currentRun();
  if (run !== cell) throw new StdinNotAllowed("late", run);
  const id = ++questions;
  sendEvent({ type: "input", run, id, prompt, password: password === true });
  waiting.set(id, onAnswer);
}

/** Resolves with what was typed; never, when the cell ends before: its code is not to go on. */
export function ask(prompt: string, options: InputOptions = {}): Promise<string> {
  const run = currentRun();
  return new IntrinsicPromise((resolve, reject) => {
    send(prompt, options, (answer) => {
      if ("value" in answer) resolve(answer.value);
      else reject(new StdinNotAllowed("disallowed", run));
    });
  });
}

/** Blocks the thread until the answer is here; null when nobody can be asked. An interrupt terminates the wait. */
export function askBlocking(prompt: string, options: InputOptions = {}): string | null {
  if (currentRun() !== cell) return null;
  let answered: InputAnswer | undefined;
  send(prompt, options, (answer) => {
    answered = answer;
  });
  while (answered === undefined) {
    const seen = Atomics.load(interruptState, ANSWERS);
    const received = receiveMessageOnPort(port1);
    if (received !== undefined) settle(received.message as InputAnswer);
    else Atomics.wait(interruptState, ANSWERS, seen);
  }
  return "value" in answered ? answered.value : null;
}

/** From now on this run may ask. */
export function allowQuestions(run: number): void {
  cell = run;
}

/** The cell has ended or was stopped: nothing that it asked will be answered. */
export function dropQuestions(): void {
  cell = undefined;
  waiting.clear();
}
