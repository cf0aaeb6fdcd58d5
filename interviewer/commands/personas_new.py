"""`interviewer personas new ID --from-bio FILE`: an interviewer out of their public bio or paper list."""

from pathlib import Path

import click
import yaml

from interviewer.adapters.cv import read_text
from interviewer.adapters.paths import user_paths
from interviewer.commands.content_new import ID, usable_library
from interviewer.content.from_bio import persona_from_bio
from interviewer.errors import StorageError, UsageError

HEAD = """\
# An interviewer drafted from a bio by the words in it: read it, and change what is not so.
# Lines of their own, and answers about team and role, can be added; see `interviewer schema persona`.
"""


def new_from_bio(persona_id: str, bio: Path, output: Path | None) -> None:
    """Write the persona; an existing file or a taken id is left alone."""
    if not ID.fullmatch(persona_id):
        raise UsageError(f"{persona_id!r} is no id; use lower-case letters, digits and single hyphens")
    library = usable_library()
    persona = persona_from_bio(read_text(bio, "--from-bio"), persona_id, library.topics)
    path = output or user_paths().personas / f"{persona_id}.yaml"
    taken = output is None and persona_id in {one.id for one in library.personas}
    fields = persona.model_dump(mode="json", exclude_unset=True)
    write_new(path, HEAD + yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=110), taken)
    strongest = sorted(persona.asks_about.items(), key=lambda item: -item[1])[:2]
    click.echo(f"{persona.name}: mostly {' and '.join(area for area, _ in strongest)}.")
    where = persona_id if output is None else str(path)
    click.echo(f"Wrote {path}\nCheck it:      interviewer check {path}\nMeet them:     interviewer --persona {where}")


def write_new(path: Path, text: str, taken: bool = False) -> None:
    """Write a file that is not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if taken:
            raise FileExistsError
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path}: there is one of that name already, and it is not overwritten") from None
    except OSError as error:
        raise StorageError(f"{error.filename or path}: {error.strerror}; choose another place with -o") from None
