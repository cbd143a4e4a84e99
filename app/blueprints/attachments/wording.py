"""What the room's codes mean to people."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "file_missing": _l("Choose a file."),
    "file_empty": _l("The file is empty. Choose another, or save it anew and try again."),
    "file_too_large": _l("The file is larger than %(most)s MB, which is the most that can be uploaded."),
    "kind_not_accepted": _l("Files of this kind are not accepted. Accepted are: %(accepted)s."),
    "no_ending": _l("The file's name has no ending, such as .pdf, that says what it is. Accepted are: %(accepted)s."),
    "content_disagrees": _l(
        "The file's content is not what its name says. Open it in the program that made it, and save it as one of"
        " these: %(accepted)s."
    ),
    "two_kinds": _l(
        "The file is of two kinds at once, and programs would read it differently. Open it and save it as a new PDF."
    ),
    "is_a_page": _l("The file holds the code of a web page, which is not accepted as text. Save the page as a PDF."),
    "formula_in_csv": _l(
        "The file holds formulas, which would run when somebody opens it in a spreadsheet. Save it as an Excel"
        " workbook (.xlsx), or with values only."
    ),
    "can_run": _l(
        "The file holds macros, scripts or other parts that can run a program. Save it without them, or as a new PDF."
    ),
    "fetches": _l(
        "The file fetches parts of itself, such as a template or a picture, from elsewhere when it is opened. Save it"
        " as a PDF instead."
    ),
    "holds_files": _l("Other files are attached inside the file. Upload each of them by itself."),
    "nested_archive": _l("There is an archive inside the file. Upload what is in it as files of their own."),
    "zip_bomb": _l("The file becomes far too large when it is unpacked. Save it anew with fewer or smaller pictures."),
    "encrypted": _l("The file is locked with a password, so that it cannot be checked. Save it without one."),
    "broken": _l(
        "The file is damaged or incomplete, and programs would read it differently. Open it and save it anew, for"
        " instance as a new PDF."
    ),
    "too_complex": _l("The file is too complex to be checked. Divide it, or print it to a new PDF."),
    "too_many_pixels": _l("The picture has more than %(pixels)s million pixels. Make it smaller and try again."),
    "identity_number_in_name": _l(
        "The file's name seems to hold a national identity number. Give the file another name and try again."
    ),
    "file_not_stored": _l("The file could not be stored just now, and nothing was saved. Try again in a little while."),
    "file_not_ready": _l("The file cannot be opened. It waits to be checked for viruses, or was removed."),
    "file_is_lost": _l("The file cannot be fetched just now. Try again in a little while."),
}
