"""The rows of a simulated shop's list, as of an instant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class _Version(Protocol):
    @property
    def at(self) -> int: ...

    @property
    def updated(self) -> int: ...


class _Life(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def created(self) -> int: ...

    @property
    def versions(self) -> Sequence[_Version]: ...


LifeT = TypeVar("LifeT", bound=_Life)
RowKey = tuple[int, int]  # the value sorted by, and the place of the life


class RowStream(Generic[LifeT]):
    """The lives of one list. `late` (seconds): a version is seen so long after it happened, with its old times."""

    def __init__(self, lives: Sequence[LifeT], late: int = 0) -> None:
        self.lives, self.late = lives, late
        self._places = {life.id: place for place, life in enumerate(lives)}
        self._changes = sorted(
            (v.at, n, place) for place, life in enumerate(lives) for n, v in enumerate(life.versions)
        )
        self._done, self._until = 0, 0
        self._now: dict[int, int] = {}  # place of a life: its version
        self._by: dict[str, list[RowKey]] = {"create_time": [], "update_time": []}

    def move_to(self, now: int) -> None:
        """Show the rows as they are seen at `now` (unix seconds)."""
        until = now - self.late
        if until < self._until:
            self._done, self._now = 0, {}
        self._until = until
        end = bisect_right(self._changes, until, lo=self._done, key=lambda change: change[0])
        changes, is_first = self._changes[self._done : end], not self._done
        self._done = end
        if not is_first:
            for _, number, place in changes:
                self._show(place, number)
            return
        self._now = {place: number for _, number, place in changes}
        for field, keys in self._by.items():
            keys[:] = sorted(self.key(field, place) for place in self._now)

    def _show(self, place: int, number: int) -> None:
        versions, updates = self.lives[place].versions, self._by["update_time"]
        if place in self._now:
            old = (versions[self._now[place]].updated, place)
            del updates[bisect_left(updates, old)]
        else:
            insort(self._by["create_time"], (self.lives[place].created, place))
        self._now[place] = number
        insort(updates, (versions[number].updated, place))

    def between(self, field: str, low: int | None, high: int | None) -> list[RowKey]:
        """The keys of the rows with low <= field < high, in ascending order."""
        keys = self._by[field]
        start = 0 if low is None else bisect_left(keys, (low, -1))
        return keys[start : len(keys) if high is None else bisect_left(keys, (high, -1))]

    def key(self, field: str, place: int) -> RowKey:
        """The key by which a shown row is sorted."""
        life = self.lives[place]
        return (life.created if field == "create_time" else life.versions[self._now[place]].updated, place)

    def shown(self, place: int) -> tuple[LifeT, int]:
        """A row's life and the number of the version that is seen."""
        return self.lives[place], self._now[place]

    def place_of(self, id_: str) -> int | None:
        """The place of the row with an id; None where nothing is seen of it."""
        place = self._places.get(id_)
        return place if place in self._now else None

    def places(self) -> list[int]:
        """The places of all rows that are seen."""
        return list(self._now)
