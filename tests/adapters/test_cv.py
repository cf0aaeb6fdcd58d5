"""CVs are read out of text, Markdown and PDF, and a file that is none costs one line."""

from pathlib import Path

import pytest

from interviewer.adapters.cv import MOST_BYTES, read_text
from interviewer.cli import main
from interviewer.errors import UsageError

CONTENT = b"BT /F1 12 Tf 72 720 Td (PhD thesis: Variational autoencoders for proteins) Tj ET"
OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(CONTENT), CONTENT),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def pdf() -> bytes:
    """A page with one line of text."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(OBJECTS, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(OBJECTS) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def test_a_pdf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(pdf())
    assert "Variational autoencoders for proteins" in read_text(path, "--cv")


def test_text_is_read_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    path.write_bytes("\ufeff# Ada\n- thesis: größe\n".encode())
    assert read_text(path, "--cv") == "# Ada\n- thesis: größe\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "no such file or directory"),
        (b"", "no text in it"),
        (b"\0\1\2", "no text in it"),
        (b"a\n\xff", ":2: not UTF-8 text"),
        (b"%PDF-1.4 broken", "this PDF cannot be read"),
        (b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
    ],
    ids=["absent", "empty", "binary", "latin", "broken-pdf", "huge"],
)
def test_a_file_that_is_no_cv_costs_one_line(tmp_path: Path, data: bytes | None, says: str) -> None:
    path = tmp_path / "cv.pdf"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError, match=says) as failure:
        read_text(path, "--cv")
    assert "\n" not in str(failure.value)


def test_an_interview_asks_about_the_project_of_the_cv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    (tmp_path / "cv.pdf").write_bytes(pdf())
    (tmp_path / "answers.txt").write_text("Hello, I'm Ada and I live in Berlin now.\n", encoding="utf-8")
    flags = ["--cv", str(tmp_path / "cv.pdf"), "--length", "quick", "--seed", "1", "--offline"]
    assert main(["chat", "--answers", str(tmp_path / "answers.txt"), *flags]) == 0
    assert "Variational autoencoders for proteins" in " ".join(capfd.readouterr().out.split())
