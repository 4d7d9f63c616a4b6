"""What can go wrong on one machine, said with a remedy instead of a traceback."""

from __future__ import annotations


class RuntimeProblem(Exception):
    """An expected failure: ``what`` happened and the ``remedy`` that mends it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n{self.remedy}" if self.remedy else self.what
