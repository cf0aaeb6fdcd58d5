"""Reads a CV out of a text, Markdown or PDF file. What stands in it is never run, followed or sent as it is."""

from pathlib import Path

from interviewer.errors import UsageError

MOST_BYTES = 10_000_000
MOST_PAGES = 20
MOST_CHARS = 100_000
"""Of the text that is looked at."""


def read_text(path: Path, flag: str) -> str:
    """The text of a .txt, .md or .pdf file; raises UsageError with what is wrong with it."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB; {flag} takes a shorter file")
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{path}: {reason}; {flag} takes a text, Markdown or PDF file") from None
    if data[:5] == b"%PDF-":
        return _pdf(path, flag)[:MOST_CHARS]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: not UTF-8 text; {flag} takes a text, Markdown or PDF file") from None
    return _checked(text, path, flag)[:MOST_CHARS]


def _pdf(path: Path, flag: str) -> str:
    try:
        from pypdf import PdfReader
    except ImportError:
        raise UsageError(f"{path}: reading PDF files needs a package: pip install pypdf") from None
    try:
        pages = PdfReader(path).pages[:MOST_PAGES]
        text = "\n".join(page.extract_text() for page in pages)
    except Exception as error:  # a broken file can fail in any way
        raise UsageError(f"{path}: this PDF cannot be read ({type(error).__name__}); save it as text") from None
    return _checked(text, path, flag)


def _checked(text: str, path: Path, flag: str) -> str:
    if not text.strip() or "\0" in text:
        raise UsageError(f"{path}: there is no text in it; {flag} takes a text, Markdown or PDF file with words")
    return text
