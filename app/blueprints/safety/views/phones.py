"""Numbers to call in a text become links: whoever stands beside the hurt one touches the number."""

import re

from markupsafe import Markup, escape

from app.blueprints.safety import bp

# As they are written in Norway: eight digits in pairs, five digits that begin with 0, and the three of an emergency.
PHONE = re.compile(r"(?<![\d+§.-])(?:[2-9]\d(?: \d\d){3}|0\d{4}|11[023])(?![\d-]| \d)")
COUNTRY = "+47"


@bp.app_template_filter("phones")
def phones(words: str) -> Markup:
    """The text, escaped, with its numbers to call as links that are not broken over two lines.

    Only eight digits can be called with the country before them; 02800 and 112 work within Norway alone.
    """
    said, end = Markup(), 0
    for found in PHONE.finditer(words):
        said += escape(words[end : found.start()]) + _link(found.group())
        end = found.end()
    return said + escape(words[end:])


def _link(number: str) -> Markup:
    digits = number.replace(" ", "")
    called = COUNTRY + digits if len(digits) == 8 else digits
    return Markup('<a class="nowrap" href="tel:{}">{}</a>').format(called, number)
