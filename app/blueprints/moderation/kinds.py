"""What this room itself lets be moderated, of the rooms below: names of organisations, and translations."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from app.blueprints.moderation.services import numbers, organisation_names, translations
from app.blueprints.moderation.services.subjects import register

register(organisation_names.KIND, replace(organisation_names.SUBJECT, name=_l("name of an organisation")))
register(translations.KIND, replace(translations.SUBJECT, name=_l("translation")))
register(numbers.KIND, replace(numbers.SUBJECT, name=_l("number that was stopped")))
