"""Where addresses lie: a file that only its owner reads, or the keyring."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from aftersales.errors import ConfigError
from aftersales.sending.receiver_store import ReceiverStore
from aftersales.vault.secret import Secret


class Box:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, text: str) -> None:
        self.kept[name] = text

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


def test_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "data" / "receivers.json"
    store = ReceiverStore(path, Box)
    assert (store.places(), store.address("desk"), store.forget("desk")) == ({}, None, False)
    assert store.keep("desk", Secret("slack://a")) == "file"
    assert store.keep("owner", Secret("ntfy://b")) == "file"
    path.chmod(0o644)  # a copy that came with another mode
    assert store.keep("desk", Secret("slack://c")) == "file"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert store.places() == {"desk": "file", "owner": "file"}
    assert store.address("desk") == Secret("slack://c")
    assert store.forget("desk")
    assert "slack" not in path.read_text(encoding="utf-8")


def test_in_the_keyring(tmp_path: Path) -> None:
    path, box = tmp_path / "receivers.json", Box()
    store = ReceiverStore(path, lambda: box, box)
    assert store.keep("desk", Secret("slack://a")) == "keyring"
    assert "slack" not in path.read_text(encoding="utf-8")
    assert box.kept == {"receiver desk": "slack://a"}
    assert ReceiverStore(path, lambda: box).address("desk") == Secret("slack://a")
    assert store.forget("desk") and box.kept == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"receivers": []}', '{"receivers": {"desk": "slack://t0ps3cret"}}'])
def test_a_damaged_file_is_not_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "receivers.json"
    path.write_text(text, encoding="utf-8")
    store = ReceiverStore(path, Box)
    for ask in (store.places, lambda: store.keep("desk", Secret("ntfy://b"))):
        with pytest.raises(ConfigError, match="is damaged") as refused:
            ask()
        assert "t0ps3cret" not in str(refused.value)
    assert path.read_text(encoding="utf-8") == text
