"""What it costs to look through a post of 5,000 characters: milliseconds of processor, no database.

Two posts: one as people write, with a finding here and there; and one that is full of figures, addresses and words.
"""

import statistics
import time

from app.blueprints.screening.rules.detectors import find
from bench.report import Figures

LENGTH = 5_000
TIMES = 60
WORDS = tuple(f"prosjektnavn{n}" for n in range(500))  # a long list of the ministry's
USUAL = (
    "Vi er et verksted i Verdal med tolv ansatte, og kan levere sveiste rør og stativer med sertifikat etter NS-EN ISO"
    " 3834-2:2021. Hva betyr kravet om beredskap for små bedrifter? Vi har stilt innen to timer før, og kan gjøre det"
    " igjen, men da må avtalen si noe om hvor mange oppdrag det blir i året. Ta kontakt på post@verksted.example.\n\n"
)
FULL = (
    "Ring 912 34 567 eller +47 22 33 44 55, konto 8601.11.17947, org.nr. 311 234 567. Prisen er 18 500 kr per meter og"
    " kr 1 250,- pr. time, se https://eksempel.no/sak/41234567. Frist 15.03.2027 kl. 12.00, CPV 45000000-7. Dette er"
    " forretningshemmeligheter, konfidensielt og unntatt offentlighet. Skriv til kari.nordmann@verksted.example.\n"
)


def measure() -> Figures:
    """`screening.post_ms` and `screening.full_post_ms`: the median of many."""
    return {f"screening.{name}": _cpu_ms(text) for name, text in (("post_ms", USUAL), ("full_post_ms", FULL))}


def _cpu_ms(text: str) -> float:
    post = (text * (LENGTH // len(text) + 1))[:LENGTH]
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        find(post, WORDS)
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)
