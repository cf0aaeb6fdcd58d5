"""The bench on which models are tried."""

import pytest

from interviewer.content.library import Library
from interviewer.grading.offline import OfflineGrader
from tests.model.stage import Bench


@pytest.fixture(scope="session")
def bench(library: Library, offline_grader: OfflineGrader, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(library, offline_grader, tmp_path_factory.mktemp("exams"))
