"""Fields that only this room has: a language however it is spelt, and several files."""

from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from app.blueprints.attachments.terms import ACCEPTED_ENDINGS
from app.blueprints.forum.forms import wordings  # noqa: F401 - the words of the room's errors
from app.core import written
from app.core.language_tags import understood


def language(label: Any) -> written.OptionsField:
    return written.language(label, as_understood)


def as_understood(tag: Any) -> Any:
    """A language however it is spelt ("no", "nn_NO", "eng"); what is none of ours stays, to be refused as it stands."""
    return understood(tag) or tag if isinstance(tag, str) else tag


class FilesField(MultipleFileField):
    """Several files. They do not come among the texts, and no browser keeps them when the form is shown again."""

    data: list[FileStorage]

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"accept": ",".join(ACCEPTED_ENDINGS)}, **kwargs)
        self.flags.optional = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [sent for sent in request.files.getlist(self.name) if sent.filename]
