"""A program of its own, run by `pdfs` with a PDF as its input: prints what is wrong with it, or nothing.

The PDF is opened as a reader would, and every object of it is looked at: nothing in it may run, hide or carry another
file. The program imports nothing of the site, so that it starts fast; and may take neither much memory nor much time,
since a PDF of a megabyte can unpack to a gigabyte.
"""

import resource
import sys
from typing import Any, BinaryIO

MOST_MEMORY = 1 << 30
MOST_SECONDS = 20
MOST_OBJECTS = 500_000
DEEPEST = 200
FORGIVEN = "common error handled correctly"  # qpdf's own words, of entries without a place
RUNS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute", "/Movie"}
)
LIVES = frozenset({"/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"})


class Unacceptable(Exception):
    """What was found, by its code."""


def check_pdf(file: BinaryIO) -> None:
    """Refuse a PDF that is damaged, locked, or holds script, a start of programs, forms that send, or other files.

    Nothing is mended: what one program reads around a fault, another reads otherwise. A PDF that anybody may open and
    only its owner may change can be looked through, and is taken.
    """
    import pikepdf

    file.seek(0)
    try:
        with pikepdf.open(file, attempt_recovery=False, suppress_warnings=True) as document:
            _check_opening(document.Root.get("/OpenAction"))
            _check_objects(document)
            _check_warnings(document.get_warnings())
    except pikepdf.PasswordError:
        raise Unacceptable("encrypted") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise Unacceptable("broken") from None


def _check_warnings(warnings: list[str]) -> None:
    """What could not be read was not looked at, and another program may manage to read it."""
    told = [str(warning) for warning in warnings if FORGIVEN not in str(warning)]
    if any("bad_alloc" in warning for warning in told):
        raise Unacceptable("too_complex")
    if told:
        raise Unacceptable("broken")


def _check_opening(action: Any) -> None:
    """A document may open at a page; it may do nothing else by itself."""
    from pikepdf import Dictionary

    if isinstance(action, Dictionary) and action.get("/S") != "/GoTo":
        raise Unacceptable("can_run")


def _check_objects(document: Any) -> None:
    """Every object, those that are packed together in streams too, and what lies directly in them."""
    from pikepdf import Array, Dictionary, Object, Stream

    seen = 0
    for top in document.objects:
        waiting: list[tuple[Any, int]] = [(top, 0)]
        while waiting:
            thing, depth = waiting.pop()
            seen += 1
            if seen > MOST_OBJECTS or depth > DEEPEST:
                raise Unacceptable("too_complex")
            inside: Any
            if isinstance(thing, Stream | Dictionary):
                inside = list(thing.items())
                for name, value in inside:
                    _check_entry(name, value)
                inside = [value for _, value in inside]
            elif isinstance(thing, Array):
                inside = list(thing)
            else:
                continue
            waiting += [
                (value, depth + 1)
                for value in inside
                if isinstance(value, Object) and isinstance(value, Array | Dictionary) and not value.is_indirect
            ]


def _check_entry(name: str, value: Any) -> None:
    """What `name` says about the dictionary it stands in. Resources are named freely: there the value tells."""
    from pikepdf import Dictionary, Name, Stream, String

    found = str(value) if isinstance(value, Name) else ""
    match name:
        case "/S" | "/Type" | "/Subtype" if found in RUNS or found in LIVES:
            raise Unacceptable("can_run")
        case "/Type" | "/Subtype" if found in ("/EmbeddedFile", "/FileAttachment"):
            raise Unacceptable("holds_files")
        case "/JS" if isinstance(value, String | Stream):
            raise Unacceptable("can_run")
        case "/JavaScript" | "/XFA":
            raise Unacceptable("can_run")
        case "/AA" if isinstance(value, Dictionary) and any(isinstance(a, Dictionary) for a in dict(value).values()):
            raise Unacceptable("can_run")
        case "/EmbeddedFiles" | "/EmbeddedFile":
            raise Unacceptable("holds_files")
        case "/EF" if isinstance(value, Dictionary):
            raise Unacceptable("holds_files")


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        check_pdf(sys.stdin.buffer)
    except Unacceptable as found:
        sys.stdout.write(str(found))
    except MemoryError:
        sys.stdout.write("too_complex")
    return 0


if __name__ == "__main__":
    sys.exit(main())
