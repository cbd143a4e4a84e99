"""Measures against a person: a warning, a silence, a suspension."""

from enum import StrEnum


class MeasureKind(StrEnum):
    """`SILENCE`: she reads, and writes nothing that others see. `SUSPENSION`: her account does nothing but appeal."""

    WARNING = "warning"
    SILENCE = "silence"
    SUSPENSION = "suspension"
