"""The journal: what happened, when, and who did it, in one chain of hashes that nobody can mend unseen.

Entries hold ids, codes and hashes, never names or anything that somebody wrote: the journal can never be erased, so it
must never need to be. A service calls `record`; core appends the entries as the last statement before the commit.
"""
