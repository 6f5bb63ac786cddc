"""All groups of checks, in the order of the table."""

from check import Check

from checks import (
    always_answers,
    frames,
    interrupts,
    kernel_testbed,
    life_cycle,
    output,
    requests,
    stdin,
    suite,
)

GROUPS = [
    suite.GROUP,
    kernel_testbed.GROUP,
    frames.GROUP,
    requests.GROUP,
    output.GROUP,
    stdin.GROUP,
    always_answers.GROUP,
    interrupts.GROUP,
    life_cycle.GROUP,
]
CHECKS: list[Check] = [check for group in GROUPS for check in group.checks]
