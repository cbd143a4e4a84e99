"""What rooms that show texts ask by this door, beside the one function: labels, and two texts side by side."""

from app.blueprints.bilingual import wordings
from app.blueprints.bilingual.rules import aligning

aligned = aligning.aligned
origin_words = wordings.origin_words
