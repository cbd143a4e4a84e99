"""How fast the pages are that many read, beside a floor measured in the same minute on the same machine: `make bench`.

Milliseconds say little on a machine that does other things too. So every page is run in lockstep, ten requests each,
round after round, with what could not be left out: constant bytes of its size, the page rendered from memory, and the
*Core floor*: the page's own plain SQLAlchemy Core statements (two, on the thread page) and its own template, with none
of the framework's comforts, ended by commit. Ratios are medians of the rounds' own ratios. docs/performance.md.
"""
