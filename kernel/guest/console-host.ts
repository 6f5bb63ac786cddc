import type { Host } from "./host.js";

/** A program of its own: what is displayed is printed as text. */
export const consoleHost: Host = {
  openOutput: () => (bundle) => {
    console.log(String(bundle.data["text/plain"]));
  },
};
