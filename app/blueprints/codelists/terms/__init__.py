"""The room's vocabulary: the lists, an entry as it is loaded, and a code as a reader meets it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A list. Of the industry codes (NACE in Norwegian) two versions are in use: SN2007 and SN2025."""

    CPV = "cpv"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    NUTS = "nuts"
    INDUSTRY = "industry"


# What `flask codelists load NAME FILE` loads: the list, and the version that the publisher's file is of unless said.
LOADED: dict[str, tuple[Kind, str]] = {
    "cpv": (Kind.CPV, "2008"),
    "county": (Kind.COUNTY, "2024"),
    "municipality": (Kind.MUNICIPALITY, "2024"),
    "nuts": (Kind.NUTS, "2024"),
    "sn2007": (Kind.INDUSTRY, "SN2007"),
    "sn2025": (Kind.INDUSTRY, "SN2025"),
}
# In whose words a code is named to a reader, the best first. No publisher names CPV in Nynorsk.
NAMED_IN = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its names ("" where the publisher has none) and the code above it, as a file says it."""

    code: str
    nb: str = ""
    nn: str = ""
    en: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A code for a reader: `written` is how it is printed (CPV with its check digit), `lang` of what the name is in."""

    kind: Kind
    code: str
    written: str
    name: str
    lang: str
    version: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line of a file, by a code; `line` counts from 1, 0 is the file as a whole."""

    line: int
    reason: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. `same`: the file holds what is here already, and nothing was written."""

    kind: Kind
    version: str
    codes: int
    added: int
    renamed: int
    gone: int
    same: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody typed as a code: the code; or why it is none (`reason`), with the code that may have been meant."""

    code: str | None = None
    reason: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of things is narrowed to by words or figures: codes that begin with one of `beginnings`.

    `labels` are the codes that were meant, to be shown. Without beginnings nothing fits: "check_digit" (`meant` is the
    code with the right one) or "unknown".
    """

    text: str = ""
    beginnings: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    reason: str = ""
    meant: str = ""
