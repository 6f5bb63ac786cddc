"""All checks on one kernel, in a process of their own; prints one line of JSON for each check."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import FrameType

from check import Check, NotOffered
from kernels import PEERS, Kernel

GRACE = 10


class Stuck(BaseException):
    """A check that does not even notice its own time-out."""


def run_column(kernel: Kernel, is_installed: bool, checks: list[Check]) -> None:
    """Runs checks until all have a verdict; a kernel that failed one is replaced for the next."""
    signal.signal(signal.SIGALRM, raise_stuck)
    with tempfile.TemporaryDirectory(prefix="preplab-conformance-") as name:
        folder = Path(name)
        if not is_installed:
            kernel.write_spec(folder)
            os.environ["JUPYTER_PATH"] = str(folder)
        # a history of its own
        os.environ["IPYTHONDIR"] = str(folder / "ipython")
        cwd = folder / "notebooks"
        # without Node's types beside the notebook, tslab refuses console.log
        (cwd / "node_modules").mkdir(parents=True)
        if (PEERS / "@types").exists():
            (cwd / "node_modules" / "@types").symlink_to(PEERS / "@types")
        run_checks(kernel, cwd, checks)


def run_checks(kernel: Kernel, cwd: Path, checks: list[Check]) -> None:
    from kernel_under_test import KernelUnderTest

    running: KernelUnderTest | None = None
    for check in checks:
        began = time.monotonic()
        status, reason = "pass", ""
        try:
            signal.alarm(3 * GRACE)
            if running is not None and (check.is_fresh or not running.is_alive()):
                discard(running)
                running = None
            running = running or KernelUnderTest(kernel, cwd)
            signal.alarm(int(check.timeout) + GRACE)
            running.begin(check.timeout)
            check.body(running)
        except NotOffered as missing:
            status, reason = "not offered", str(missing)
        except (Exception, Stuck) as error:
            status = "fail"
            reason = reason_of(error)
        finally:
            signal.alarm(0)
        if running is not None:
            is_spoilt = check.is_fresh or running.is_spoilt
            if is_spoilt or (status == "fail" and not running.recovers()):
                discard(running)
                running = None
        seconds = round(time.monotonic() - began, 2)
        verdict = {"group": check.group, "name": check.name, "status": status, "reason": reason}
        print(json.dumps({**verdict, "seconds": seconds}), flush=True)
    if running is not None:
        discard(running)


def reason_of(error: BaseException) -> str:
    """What went wrong, or where when the error does not say."""
    text = f"{type(error).__name__}: {error}".splitlines()[0]
    where = traceback.extract_tb(error.__traceback__)[-1]
    return (text if str(error) else f"{text}{where.line}")[:200]


def discard(running: object) -> None:
    try:
        signal.alarm(GRACE)
        running.close()  # type: ignore[attr-defined]
    except (Exception, Stuck) as error:
        print(f"closing failed: {error!r}", file=sys.stderr)
    finally:
        signal.alarm(0)


def raise_stuck(_signal: int, _frame: FrameType | None) -> None:
    raise Stuck("no end within its time")
