import { ask, type InputOptions } from "./ask-front-end.js";

export type { InputOptions } from "./ask-front-end.js";

/**
 * Asks whoever runs the cell for a line of text, without blocking: timers, fits and widgets go on.
 * With `password: true` the front end hides what is typed. Rejects with a `StdinNotAllowed` error
 * when nobody can be asked, as in a notebook that is run by a script.
 *
 * @example
 * const name = await input("Your name? ");
 * const token = await input("Token: ", { password: true });
 */
export function input(prompt = "", options: InputOptions = {}): Promise<string> {
  return ask(String(prompt), options);
}
