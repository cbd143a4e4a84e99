"""Capability: where a firm says it stands, dimension by dimension, and what the next level takes.

A framework is a version of dimensions with six described levels; it never changes once it is here. An assessment holds
one answer for each dimension: the level that the firm claims, the level it aims at, and a note. What evidence supports
and what a reviewer endorses are numbers of their own, never merged with the claim, and have their place beside it.
"""

from flask import Blueprint

bp = Blueprint("capability", __name__, url_prefix="/<any(nb, nn, en):lang>", template_folder="templates")

from app.blueprints.capability import notices, views  # noqa: E402, F401
