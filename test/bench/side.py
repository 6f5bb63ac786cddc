"""A process of a benchmark."""

import os
import subprocess
import sys


class Side:
    """A process that runs tasks, on all cores or some, and times them itself."""

    def __init__(self, *command, cores=None):
        pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        preexec_fn=pin)
        if self.process.stdout.readline().strip() != "ready":
            sys.exit(f"bench: {command[0]} did not start")

    def time(self, task):
        """How many milliseconds a task took."""
        return self.measure(task)[0]

    def measure(self, task):
        """All figures that the side gives for a task."""
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        return [float(figure) for figure in self.process.stdout.readline().split()]

    def end(self):
        self.process.stdin.close()
        self.process.wait()
