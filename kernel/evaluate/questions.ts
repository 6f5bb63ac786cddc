import type { LivePlace, LiveValue } from "./live-value.js";

/** Questions to a process that may be too busy to answer. */
export interface Questions {
  /** undefined when there is no such value, or no answer in time */
  ask(place: LivePlace): Promise<LiveValue | undefined>;
  /** takes an answer in, however late */
  answered(id: number, answer: LiveValue | null): void;
}

const DEADLINE_MS = 50;

export function createQuestions(send: (id: number, question: LivePlace) => void): Questions {
  const waiting = new Map<number, (answer: LiveValue | null) => void>();
  let last = 0;
  return {
    ask: (place) =>
      new Promise((resolve) => {
        const id = ++last;
        const settle = (answer: LiveValue | null) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(answer ?? undefined);
        };
        const timer = setTimeout(settle, DEADLINE_MS, null);
        waiting.set(id, settle);
        send(id, place);
      }),
    answered: (id, answer) => waiting.get(id)?.(answer),
  };
}
