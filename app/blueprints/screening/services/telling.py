"""What was found, in words, by this door: for rooms that tell an author, or a firm, what their text or document holds."""

from app.blueprints.screening import wordings

found_lines = wordings.found_lines
how_far = wordings.how_far
kind_words = wordings.kind_words
