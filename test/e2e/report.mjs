/** Counts checks and prints each as it is made; `end` prints the sum and sets the exit code. */
export function startReport() {
  const counts = { passed: 0, failed: 0 };
  return {
    check(title, ok, detail = "") {
      counts[ok ? "passed" : "failed"] += 1;
      console.log(`${ok ? "ok  " : "FAIL"} ${title}${ok || detail === "" ? "" : `: ${detail}`}`);
    },
    end() {
      console.log(`${counts.passed} passed, ${counts.failed} failed`);
      process.exitCode = counts.failed === 0 ? 0 : 1;
    },
  };
}
