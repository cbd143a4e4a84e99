"""The tree of a thread, against a walk through it that knows nothing of paths."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.forum.rules.paths import after_all_below, below, depth, numbers

DEEPEST = 5


@dataclass
class Node:
    """A post as the conversation is drawn: what answers it stands in `answers`, in the order in which it came."""

    seq: int
    above: "Node | None" = None
    answers: list["Node"] = field(default_factory=list)

    @property
    def level(self) -> int:
        return 1 if self.above is None else self.above.level + 1


def drawn(parents: list[int | None]) -> dict[int, Node]:
    """The tree as nodes: an answer to a post on the fifth level stands beside it, under the same post."""
    nodes: dict[int, Node] = {}
    for seq, parent in enumerate(parents, 1):
        above = nodes[parent] if parent else None
        if above is not None and above.level == DEEPEST:
            above = above.above
        nodes[seq] = Node(seq, above)
        if above is not None:
            above.answers.append(nodes[seq])
    return nodes


def walked(node: Node) -> list[int]:
    """The post and everything below it, as it is read from top to bottom."""
    return [node.seq, *(seq for answer in node.answers for seq in walked(answer))]


@st.composite
def conversations(draw: st.DrawFn) -> list[int | None]:
    """For each post in turn, the number of an earlier one that it answers, or None. Often the one just before: deep."""
    count = draw(st.integers(1, 40))
    rest = [draw(st.one_of(st.none(), st.just(seq - 1), st.integers(1, seq - 1))) for seq in range(2, count + 1)]
    return [None, *rest]


def paths_of(parents: list[int | None]) -> dict[int, bytes]:
    """What the posts get as they are written, one after another."""
    paths: dict[int, bytes] = {}
    for seq, parent in enumerate(parents, 1):
        paths[seq] = below(paths[parent] if parent else b"", seq)
    return paths


@given(conversations())
def test_paths_sort_as_the_conversation_is_read(parents: list[int | None]) -> None:
    paths, nodes = paths_of(parents), drawn(parents)
    tops = [node for node in nodes.values() if node.above is None]
    assert sorted(paths, key=paths.__getitem__) == [seq for top in tops for seq in walked(top)]


@given(conversations())
def test_a_post_stands_on_its_level_and_never_below_the_fifth(parents: list[int | None]) -> None:
    paths, nodes = paths_of(parents), drawn(parents)
    for seq, path in paths.items():
        assert depth(path) == nodes[seq].level <= DEEPEST
        assert numbers(path)[-1] == seq
        above = nodes[seq].above
        assert numbers(path)[:-1] == (numbers(paths[above.seq]) if above else ())


@given(conversations())
def test_what_stands_below_a_post_is_one_range_and_nothing_else_is_in_it(parents: list[int | None]) -> None:
    paths, nodes = paths_of(parents), drawn(parents)
    for seq, path in paths.items():
        end = after_all_below(path)
        assert {other for other, its in paths.items() if path <= its < end} == set(walked(nodes[seq]))


def test_an_answer_to_an_answer_on_the_fifth_level_comes_after_it_on_the_same_level() -> None:
    paths = paths_of([None, 1, 2, 3, 4, 5, 6])
    assert [numbers(paths[seq]) for seq in (5, 6, 7)] == [(1, 2, 3, 4, 5), (1, 2, 3, 4, 6), (1, 2, 3, 4, 7)]


def test_numbers_beyond_a_byte_sort_as_numbers() -> None:
    """The two hundred and fifty-sixth post stands after the second, and the sixty-five thousandth after both."""
    in_order = [2, 255, 256, 65_535, 65_536, 16_777_216]
    paths = [below(below(b"", 1), seq) for seq in in_order]
    assert paths == sorted(paths)
    assert after_all_below(below(b"", 255)) == below(b"", 256)
