/** What Node.js says when an inspector session ends. */
const DEBUGGER = /^Waiting for the debugger to disconnect\.\.\.\n/gm;

/** What TensorFlow tells for information: how it was compiled, which devices it made. */
const TENSORFLOW =
  /^(?:WARNING: All log messages before absl::InitializeLog\(\) .*|I\d{4} \d\d:\d\d:\S+ +\d+ \S+:\d+\] .*)\n/gm;

/** Text that was written to stderr without what nobody asked for; warnings and errors stay. */
export function removeNotices(text: string): string {
  return text.replace(DEBUGGER, "").replace(TENSORFLOW, "");
}
