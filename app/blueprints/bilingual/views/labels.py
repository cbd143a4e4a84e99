"""The labels that say where words come from, for the templates of every room."""

from app.blueprints.bilingual import bp, wordings

for words in (
    wordings.origin_words,
    wordings.origin_parts,
    wordings.original_words,
    wordings.in_a_sentence,
    wordings.translated_from,
):
    bp.app_template_global()(words)
