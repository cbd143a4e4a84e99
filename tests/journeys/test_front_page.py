"""Somebody comes by for the first time."""

import pytest

LOCALES = ("nb", "nn", "en")
NARROW = 320  # CSS pixels: WCAG 2.2, 1.4.10


@pytest.mark.parametrize("lang", LOCALES)
def test_the_front_page_greets_each_browser_in_its_language(reader, site, lang):
    person = reader(lang)
    person.page.goto(f"{site.url}/")
    assert person.page.url.rstrip("/") == f"{site.url}/{lang}"
    assert person.page.locator("html").get_attribute("lang") == lang
    person.check_axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_front_page_fits_a_phone_and_is_whole_in_the_dark(reader, scheme):
    person = reader("nb", width=NARROW, height=700, color_scheme=scheme)
    person.go("/")
    assert person.page.evaluate("document.documentElement.scrollWidth") <= NARROW
    person.check_axe()


def test_switching_language_stays_on_the_page(reader, site):
    person = reader("en")
    person.go("/?a=1")
    person.page.locator("a[hreflang=nn]").first.click()
    person.page.wait_for_url(f"{site.url}/nn/**")
    assert person.page.locator("html").get_attribute("lang") == "nn"
