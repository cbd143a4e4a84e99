"""What was found, in words, by this door: for rooms that tell somebody what her text, or a document, holds."""

from app.blueprints.screening import wordings

found_lines = wordings.found_lines
how_far = wordings.how_far
kind_words = wordings.kind_words
