"""What a check is, and how each group collects its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

Body = Callable[["KernelUnderTest"], None]


class NotOffered(Exception):
    """The kernel's language or interface has nothing to check here."""


@dataclass(frozen=True)
class Check:
    group: str
    name: str
    body: Body
    """Raises to fail; what it raises is the reason."""
    timeout: float
    is_fresh: bool
    """Whether it wants a kernel that has run nothing, and leaves none for the next check."""


@dataclass
class Group:
    name: str
    checks: list[Check] = field(default_factory=list)

    def check(
        self, name: str, *, timeout: float = 8, is_fresh: bool = False
    ) -> Callable[[Body], Body]:
        def add(body: Body) -> Body:
            self.checks.append(Check(self.name, name, body, timeout, is_fresh))
            return body

        return add
