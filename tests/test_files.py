"""A file is written whole, or the old one stays."""

import errno
import os
from pathlib import Path

import pytest

from armsgraph.errors import InputError
from armsgraph.files import write_whole


def listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_writes_and_replaces(tmp_path: Path) -> None:
    place = tmp_path / "a.html"
    write_whole(place, b"old")
    write_whole(str(place), b"new")
    assert place.read_bytes() == b"new"
    assert listed(tmp_path) == ["a.html"]


def test_a_new_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_old_file_keeps_its_rights(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(b"")
    place.chmod(0o640)
    write_whole(place, b"x")
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    place = tmp_path / "a.html"
    place.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(InputError) as caught:
        write_whole(place, b"new")
    assert str(caught.value) == f"{place}: cannot be written (No space left on device); the old file is untouched"
    assert place.read_bytes() == b"old"
    assert listed(tmp_path) == ["a.html"]


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", b"x")
    assert listed(tmp_path) == []


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match=r"file/a\.html: cannot be written \(Not a directory\)"):
        write_whole(tmp_path / "file" / "a.html", b"x")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file or directory"):
        write_whole(tmp_path / "none" / "a.html", b"x")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Is a directory"):
        write_whole(tmp_path, b"x")
    assert listed(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_to_and_not_replaced() -> None:
    with pytest.raises(InputError, match="No space left on device"):
        write_whole("/dev/full", b"x")
    assert Path("/dev/full").is_char_device()
