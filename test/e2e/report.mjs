/** Counts checks and prints each as it is made; `end` prints the failed ones again and the sum, and sets the exit code. */
export function startReport() {
  const failed = [];
  let passed = 0;
  return {
    check(title, ok, detail = "") {
      const line = `${ok ? "ok  " : "FAIL"} ${title}${ok || detail === "" ? "" : `: ${detail}`}`;
      if (ok) passed += 1;
      else failed.push(line);
      console.log(line);
    },
    end() {
      for (const line of failed) console.log(line);
      console.log(`${passed} passed, ${failed.length} failed`);
      process.exitCode = failed.length === 0 ? 0 : 1;
    },
  };
}
