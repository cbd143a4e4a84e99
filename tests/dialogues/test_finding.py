"""A dialogue is found by what it is about, where, and how far it has come; a code finds what is under it."""

import pytest

from app.blueprints.dialogues import queries
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.rules.effort import reading_minutes
from app.blueprints.dialogues.terms import NeedKind
from app.blueprints.dialogues.terms.finding import Filters
from app.blueprints.dialogues.terms.process import CodeKind
from app.core.db import unit_of_work
from tests.factories.dialogues import buyer, published_dialogue


# 200 words a minute, six signs a word.
@pytest.mark.parametrize(("signs", "minutes"), [(0, 1), (1200, 1), (1201, 2), (12_000, 10)])
def test_reading_takes_a_minute_for_two_hundred_words(signs, minutes):
    assert reading_minutes(signs) == minutes


@pytest.fixture
def three(db_session):
    """Beds in Bergen, cleaning in Vestland, and something for the whole country, without codes."""
    firm, _owner = buyer()
    beds, cleaning, bare = (published_dialogue(firm) for _ in range(3))
    with unit_of_work():
        process.put_code(beds.id, CodeKind.CPV, "33192120")
        process.put_code(beds.id, CodeKind.MUNICIPALITY, "4601")
        process.put_code(cleaning.id, CodeKind.CPV, "90910000")
        process.put_code(cleaning.id, CodeKind.INDUSTRY, "81.2")
        process.put_code(cleaning.id, CodeKind.COUNTY, "46")
    return beds.id, cleaning.id, bare.id


def found(**filters):
    return {row.id for row in queries.list_dialogues("nb", Filters(**filters))[0]}


def test_every_filter_narrows_the_list_and_a_code_finds_what_is_under_it(three):
    beds, cleaning, bare = three
    assert found(cpv=("33",)) == {beds}
    assert found(cpv=("331921",)) == {beds}
    assert found(cpv=("331922",)) == set()
    assert found(cpv=("3319", "9091")) == {beds, cleaning}
    assert found(industry=("81",)) == {cleaning}
    assert found(place="46") == {beds, cleaning, bare}
    assert found(place="4601") == {beds, cleaning, bare}
    assert found(place="4640") == {cleaning, bare}
    assert found(place="50") == {bare}
    assert found(kind=NeedKind.OUTCOME) == {beds, cleaning, bare}
    assert found(kind=NeedKind.GOODS) == set()
    assert found(cpv=("33",), place="46", lang="nb", kind=NeedKind.OUTCOME) == {beds}


def test_the_page_understands_codes_and_words_and_says_what_it_made_of_them(three, client):
    beds, cleaning, _bare = three

    def shown(address):
        page = client.get(f"/en/dialogues?{address}").text
        return {number for number in three if f'href="/en/dialogues/{number}"' in page}, page

    assert shown("cpv=33190000-8")[0] == {beds}
    assert shown("cpv=sjukehusreingjering")[0] == set()
    assert shown("cpv=reingjering")[0] == {cleaning}
    listed, page = shown("cpv=33190000-7")
    assert listed == set()
    assert "Did you mean 33190000-8?" in page
    assert "minute to read" in shown("")[1]


def test_the_list_costs_the_same_with_all_filters(three, client, statements):
    address = "/en/dialogues?cpv=33190000&industry=81&region=4601&kind=outcome&state=open&language=nb"
    client.get(address)
    with statements() as seen:
        client.get(address)
    assert len(seen) <= 10
