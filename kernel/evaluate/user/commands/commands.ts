/** What magics do in the user process. */
export {
  environment,
  getVariable,
  loadEnvironment,
  setVariable,
} from "./environment.js";
export { changeFolder } from "./folder.js";
export { shell } from "./shell.js";
export { timeLoops } from "./time-loops.js";
