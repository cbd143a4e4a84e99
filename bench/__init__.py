"""How fast the pages are that many read, beside a floor measured in the same minute on the same machine.

Absolute milliseconds say little on a shared machine. So every page is run in lockstep with what could not be left out:
constant bytes of its size, its template rendered from memory, and its *Core floor*: its own statements sent by
SQLAlchemy Core and its own template, with none of the framework's comforts, ended by commit.
"""
