"""One of everything, for journeys that look at pages rather than live a story."""

from dataclasses import dataclass
from typing import Any

from tests.journeys.conftest import Site
from tests.walker import world as walker


@dataclass(frozen=True)
class Furnished:
    """The walker's world in the site's own database: who is there, and what can be asked for."""

    people: dict[str, int]
    values: dict[str, Any]

    def path(self, rule: str) -> str:
        """The address, without language, of a route such as `/posts/<int:post_id>`."""
        chosen = walker.address(rule, self.values)
        for name, value in chosen.items():
            for kind in ("", "int:"):
                rule = rule.replace(f"<{kind}{name}>", str(value))
        return rule


def furnish(site: Site) -> Furnished:
    with site.app.app_context():
        made = walker.build(site.app)
        return Furnished({key: person.id for key, person in made.people.items()}, made.values)
