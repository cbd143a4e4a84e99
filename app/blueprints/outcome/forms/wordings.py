"""What the room's refusals say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

words(
    {
        "too_many_themes": _l("A dialogue has at most %(limit)s themes. Put what belongs together in one."),
        "theme_needs_title": _l("A theme needs a title in the language that it is written in first."),
        "published_theme_has_outcome": _l("Everybody has read what came of this theme. Choose what holds now."),
        "theme_is_published": _l("This theme is published. It can be changed, and not removed."),
        "theme_of_another": _l("This theme is not in this dialogue."),
        "nothing_chosen": _l("Tick at least one thing that came in."),
        "contributor_is_told": _l("Whoever said this has been told what came of it. It stays in the theme."),
        "no_theme_is_ready": _l("No theme is ready to be published. The list says what each of them lacks."),
        "summary_lacks_language": _l("The summary must be there in all the languages of the dialogue."),
        "summary_is_published": _l("The summary is published as it stands."),
        "contributions_not_gathered": _l("Things that came in, and are neither in a theme nor set aside"),
        "themes_not_published": _l("Themes that everybody cannot read yet"),
        "contributors_not_told": _l("Contributions whose authors have not been told what came of them"),
        "summary_not_published": _l("The summary is not published in all the languages of the dialogue"),
    }
)
