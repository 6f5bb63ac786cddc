import { askBlocking, type InputOptions } from "./ask-front-end.js";

/**
 * Asks for a line of text and blocks until it is there, as in a browser. An empty answer gives the
 * default, which the question shows in brackets. With `password: true` what is typed is hidden.
 * Returns null when nobody can be asked, as in a notebook that is run by a script.
 *
 * @example
 * const epochs = Number(prompt("Epochs?", "10"));   // Epochs? [10]
 * const token = prompt("Token", "", { password: true });
 */
export function prompt(
  message = "Prompt",
  defaultValue = "",
  options: InputOptions = {},
): string | null {
  const hint = defaultValue === "" ? [] : [`[${defaultValue}]`];
  const answer = askBlocking(question(message, ...hint), options);
  return answer === "" ? String(defaultValue) : answer;
}

/**
 * Asks a question that is answered by `y` or `n`, and blocks until it is. Whatever is no yes is a no,
 * as when nobody can be asked.
 *
 * @example
 * if (confirm("Overwrite the model?")) await model.save("file://model");
 */
export function confirm(message = "Confirm"): boolean {
  const answer = askBlocking(question(message, "[y/N]"));
  return answer !== null && /^\s*y(es)?\s*$/i.test(answer);
}

/**
 * Shows a message and blocks until it is acknowledged. Where nobody can be asked it is printed.
 *
 * @example
 * alert("Plug in the camera, then press Enter.");
 */
export function alert(message = "Alert"): void {
  if (askBlocking(question(message, "[Enter]")) === null) process.stdout.write(`${message}\n`);
}

function question(message: string, ...hints: readonly string[]): string {
  return [String(message).trimEnd(), ...hints, ""].join(" ");
}
