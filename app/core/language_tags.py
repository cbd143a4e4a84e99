"""What a language tag means here, however it is spelt: by a browser, a file, a form or another system.

Source: BCP 47 (subtags, their order and the registry's grandfathered `no-bok` and `no-nyn`), ISO 639-2 (`nob`, `nno`,
`nor`, `eng`), POSIX locales (`nb_NO.UTF-8`) and Java's old `no_NO_NY`.
"""

import re

OTHER_FORM = {"nb": "nn", "nn": "nb"}
"""The other written form of Norwegian: what a machine drafts."""
_LANGUAGES = {"no": "nb", "nor": "nb", "nb": "nb", "nob": "nb", "nn": "nn", "nno": "nn", "en": "en", "eng": "en"}
_NYNORSK = {"nyn", "nynorsk", "nn", "ny"}
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_LONGEST = 60


def understood(tag: str) -> str | None:
    """nb, nn or en; None for what is neither. `no`, which says only "Norwegian", is Bokmål.

    >>> understood("no"), understood("nn_NO"), understood("no-nynorsk"), understood("xx")
    ('nb', 'nn', 'nn', None)
    """
    plain = re.split(r"[.@]", tag[: _LONGEST + 1].strip().lower().replace("_", "-"))[0]
    if len(plain) > _LONGEST or not _TAG.fullmatch(plain):
        return None
    first, *others = plain.partition("-x-")[0].split("-")
    if first in {"no", "nor"} and _NYNORSK.intersection(others):
        return "nn"
    return _LANGUAGES.get(first)
