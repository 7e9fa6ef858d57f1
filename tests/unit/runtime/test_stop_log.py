"""Writes stop logs whose job ids are out for mischief."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.monitor import (
    ErrorText,
    Snapshot,
    stop_log_name,
    stop_log_text,
    write_stop_log,
)

_HOSTILE = (
    "../../x",
    "..",
    ".",
    "",
    "con",
    "NUL.txt",
    "/etc/passwd",
    "C:\\Windows\\x",
    "a" * 5000,
    "가" * 5000,
    "nul\x00line\nfeed",
    "\ud800",
    "~/x",
    "$(reboot)`x`|y;z",
    "trailing. . ",
    "\u202etxt.exe",
    "%2e%2e%2fx",
    "-rf",
)


@pytest.mark.parametrize("job_id", _HOSTILE)
def test_no_id_leaves_the_folder(job_id: str, tmp_path: Path) -> None:
    """One file, in the folder itself, that holds the text."""
    folder = tmp_path / "logs"
    path = write_stop_log(folder, job_id, "text")
    assert [each.read_text() for each in folder.iterdir()] == ["text"]
    assert path.parent == folder
    assert list(tmp_path.iterdir()) == [folder]


@given(st.text(st.characters()))
def test_every_id_makes_a_plain_name(job_id: str) -> None:
    """No separators, no controls, no more than a file's name may have."""
    name = stop_log_name(job_id)
    assert Path(name).name == name
    assert name.startswith("JobStop-")
    assert name.endswith(".txt")
    assert not set(name) & set('/\\:*?"<>|\x00\n')
    assert len(name.encode()) <= 200


@pytest.mark.parametrize(
    ("job_id", "expected"),
    [
        ("nb:jid:UUID:12", "JobStop-nb_jid_UUID_12.txt"),
        ("con", "JobStop-con.txt"),
        ("Été 3", "JobStop-Été 3.txt"),
        ("../../x", "JobStop-.._.._x-9cdf6a50100a.txt"),
    ],
)
def test_names_stay_readable(job_id: str, expected: str) -> None:
    """A colon becomes an underscore; another change adds a digest."""
    assert stop_log_name(job_id) == expected


def test_two_ids_with_one_name_keep_two_files(tmp_path: Path) -> None:
    """The second one's name has a digest; the same job's log is replaced."""
    texts = {job: stop_log_text(Snapshot(id=job)) for job in ("a:b", "a_b")}
    paths = [write_stop_log(tmp_path, job, texts[job]) for job in ("a:b", "a_b", "a:b")]
    assert paths[0] == paths[2] == tmp_path / "JobStop-a_b.txt"
    assert {path.read_text() for path in tmp_path.iterdir()} == set(texts.values())
    assert len(list(tmp_path.iterdir())) == 2


def test_a_link_in_its_place_is_replaced(tmp_path: Path) -> None:
    """What it leads to stays as it was."""
    target = tmp_path / "target"
    target.write_text("precious")
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "JobStop-1.txt").symlink_to(target)
    path = write_stop_log(folder, "1", "text")
    assert (path.is_symlink(), path.read_text(), target.read_text()) == (False, "text", "precious")


def test_all_that_is_known_is_told() -> None:
    """Errors of tasks, and of tasks of tasks, each with its codes and messages."""
    inner = Snapshot(name="inner", errors=(ErrorText(code="3", message="Third"),))
    task = Snapshot(
        id="t:1",
        errors=(ErrorText(code="1", message="First"), ErrorText(message="Second")),
        tasks=(inner,),
    )
    zone = dt.timezone(dt.timedelta(hours=9))
    job = Snapshot(
        id="j:1",
        name="Holiday",
        state="Error",
        started=dt.datetime(2031, 1, 1, 3, 4, 5, tzinfo=zone),
        tasks=(Snapshot(id="t:0"), task),
    )
    shown = stop_log_text(job, "fr", account_name="Shelf", account_location="North")
    assert (
        shown
        == """\
Le travail s’est arrêté à cause d’une erreur ou d’une annulation.
***************************
ID du travail: j:1
Nom du travail: Holiday
État du travail: Error
Début du travail: 2030-12-31 18:04:05 UTC
Nom du compte: Shelf
Emplacement du compte: North
Détails des erreurs:
  ID de la tâche: t:1
    Code d’erreur: 1
    Message d’erreur: First

  ID de la tâche: t:1
    Code d’erreur:
    Message d’erreur: Second

  ID de la tâche: inner
    Code d’erreur: 3
    Message d’erreur: Third

***************************
"""
    )


def test_a_value_cannot_pass_for_another_line() -> None:
    """Line ends and controls of a name are spaces."""
    job = Snapshot(id="1", name="x\nJob state: Finished\r\x1b[2J\u2028y")
    lines = stop_log_text(job).splitlines()
    assert lines[2:4] == ["Job ID: 1", "Job name: x Job state: Finished [2J y"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (dt.datetime(2031, 1, 1), "Job started: 2031-01-01 00:00:00 UTC"),  # noqa: DTZ001
        ("yesterday", "Job started: yesterday"),
        (
            dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=9))),
            "Job started: 0001-01-01 00:00:00+09:00",
        ),
    ],
)
def test_a_start_is_told_in_utc_where_it_can_be(moment: dt.datetime | str, expected: str) -> None:
    """A moment without a time zone is taken for UTC; what is no moment stays as it is."""
    assert expected in stop_log_text(Snapshot(started=moment)).splitlines()
