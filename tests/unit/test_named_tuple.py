"""Records behave as the standard library's named tuples do, whose type checkers take them for."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Sequence

import pytest

from aftersales.named_tuple import NamedTuple


class Parcel(NamedTuple):
    """A parcel."""

    number: str
    weight: int
    notes: Sequence[str] = ()
    open: bool = True

    @property
    def heavy(self) -> bool:
        """Whether two people carry it."""
        return self.weight > 20

    def relabelled(self, number: str) -> Parcel:
        """The same parcel with another number."""
        return self._replace(number=number)


class Empty(NamedTuple):
    """A record without a field."""


class Standard(typing.NamedTuple):
    """What the standard library makes of the same fields."""

    number: str
    weight: int
    notes: Sequence[str] = ()
    open: bool = True


def test_values_by_position_and_by_name_and_by_default() -> None:
    parcel = Parcel("JD014", weight=25)
    assert parcel == ("JD014", 25, (), True)
    assert (parcel.number, parcel.weight, parcel.notes, parcel.open) == ("JD014", 25, (), True)
    assert Parcel("JD014", 25, ["wet"], False).notes == ["wet"]
    assert Empty() == ()


def test_the_first_value_and_the_next_are_made_alike() -> None:
    class Fresh(NamedTuple):
        number: str
        weight: int = 3

    many = [Fresh("a") for _ in range(30)]  # somewhere on the way the constructor is compiled
    assert set(many) == {("a", 3)}
    assert many[0] == Fresh(number="a") == Fresh("a", 3)


@pytest.mark.parametrize("before", [0, 30])
def test_the_first_values_are_checked_as_the_later_ones(before: int) -> None:
    class Crate(NamedTuple):
        number: str
        weight: int = 3

    assert all(Crate("a", weight=4) == ("a", 4) for _ in range(before))
    for args, named in [((), {}), (("a", 1, 2), {}), (("a",), {"number": "b"}), (("a",), {"colour": "red"})]:
        with pytest.raises(TypeError, match=r"__new__\(\)"):
            Crate(*args, **named)
    assert Crate(weight=4, number="a") == ("a", 4)


@pytest.mark.parametrize("make", [lambda: Parcel(), lambda: Parcel("a"), lambda: Parcel("a", 1, (), True, 5)])
def test_too_few_and_too_many_values_are_refused(make: typing.Callable[[], Parcel]) -> None:
    with pytest.raises(TypeError, match=r"__new__\(\)"):
        make()


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        Parcel("a", 1, colour="red")  # type: ignore[call-arg]  # that is what is tried
    with pytest.raises(TypeError, match="colour"):
        Parcel("a", 1)._replace(colour="red")  # type: ignore[call-arg]  # that is what is tried


def test_methods_properties_and_docstring_stay() -> None:
    parcel = Parcel("JD014", 25)
    assert parcel.heavy and not parcel._replace(weight=20).heavy
    assert parcel.relabelled("JD015") == ("JD015", 25, (), True)
    assert Parcel.__doc__ == "A parcel."
    assert (Parcel.__module__, Parcel.__qualname__) == (__name__, "Parcel")


def test_it_tells_of_itself_what_the_standard_ones_tell() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__", "__slots__"):
        assert getattr(Parcel, name) == getattr(Standard, name), name
    assert Parcel.__annotations__ == {"number": "str", "weight": "int", "notes": "Sequence[str]", "open": "bool"}
    assert type(Parcel) is type(Standard) is type
    values = ("JD014", 25, ("wet",))
    assert repr(Parcel(*values)) == repr(Standard(*values)).replace("Standard", "Parcel")
    assert Parcel(*values)._asdict() == Standard(*values)._asdict()
    assert typing.get_type_hints(Parcel) == typing.get_type_hints(Standard)


def test_a_record_of_a_row() -> None:
    assert Parcel._make(["JD014", 25, (), False]) == Parcel("JD014", 25, open=False)
    with pytest.raises(TypeError, match="Expected 4 arguments, got 2"):
        Parcel._make(["JD014", 25])


def test_it_is_a_value() -> None:
    parcel = Parcel("JD014", 25)
    with pytest.raises(AttributeError):
        parcel.weight = 3  # type: ignore[misc]  # that is what is tried
    with pytest.raises(AttributeError):
        parcel.colour = "red"  # type: ignore[attr-defined]  # that is what is tried
    assert {parcel: 1}[Parcel("JD014", 25)] == 1
    match parcel:
        case Parcel(number, weight):
            assert (number, weight) == ("JD014", 25)


def test_it_survives_copies_and_pickles() -> None:
    parcel = Parcel("JD014", 25, ("wet",))
    for other in (pickle.loads(pickle.dumps(parcel)), copy.copy(parcel), copy.deepcopy(parcel)):
        assert other == parcel and type(other) is Parcel


def test_a_class_of_ones_own_may_stand_on_a_record() -> None:
    class Pallet(Parcel):
        @property
        def heavy(self) -> bool:
            return True

    pallet = Pallet("JD014", 1)
    assert pallet.heavy and type(pallet) is Pallet and type(pallet._replace(weight=2)) is Pallet
    assert type(Parcel("JD014", 1)) is Parcel


def test_a_field_without_a_default_after_one_with_one_is_refused() -> None:
    with pytest.raises(TypeError, match="Parcel: a field without a default"):
        type(NamedTuple)("Parcel", (NamedTuple,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})
