"""Named tuples that cost little to define."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter as field_getter

    # Every run defines about a hundred such classes, and makes values of a few. `typing.NamedTuple` compiles each
    # annotation and a constructor for each class, which takes three times as long as all the rest of the definition.
    # Here annotations stay text, and a constructor is compiled once a class has a few values: compiling costs as much
    # as making twenty values without it.

    FEW = 8
    made: dict[type, int] = {}  # how many values each class has, until its constructor is compiled

    class _Record(tuple):
        """What all records share."""

        __slots__ = ()

        def __new__(cls, *args, **kwargs):
            made[cls] = number = made.get(cls, 0) + 1
            values = cls._field_defaults | kwargs
            rest = cls._fields[len(args) :]
            if (
                number <= FEW
                and len(args) + len(rest) == len(cls._fields)
                and kwargs.keys() <= {*rest} <= values.keys()
            ):
                return tuple.__new__(cls, (*args, *map(values.__getitem__, rest)))
            owner = next(c for c in cls.__mro__ if "_fields" in vars(c))
            owner.__new__ = _constructor(owner)
            return owner.__new__(cls, *args, **kwargs)

        @classmethod
        def _make(cls, values):
            """A record of all its values, in order."""
            record = tuple.__new__(cls, values)
            if len(record) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(record)}")
            return record

        def _replace(self, /, **changes):
            """A record with other values in the fields that are named."""
            record = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"Got unexpected field names: {list(changes)!r}")
            return record

        def _asdict(self):
            """The values by the names of their fields."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self):
            return tuple(self)

    def _constructor(owner):
        """The `__new__` of a class of records, with its fields as parameters."""
        names = "".join(f"{name}, " for name in owner._fields)
        scope = {"__builtins__": {}, "make": tuple.__new__}
        new = eval(f"lambda _cls, {names}: make(_cls, ({names}))", scope)  # noqa: S307  names of fields alone
        new.__defaults__ = tuple(owner._field_defaults.values())
        new.__name__, new.__qualname__ = "__new__", f"{owner.__qualname__}.__new__"
        return staticmethod(new)

    class _Definition(type):
        """Makes of a class statement a class of records, which has no metaclass of its own."""

        def __new__(cls, name, _bases, namespace):
            fields = tuple(map(sys.intern, namespace.get("__annotations__", ())))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if (*defaults,) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one that has one")
            namespace |= {field: field_getter(n, "") for n, field in enumerate(fields)}
            namespace |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            return type(name, (_Record,), namespace)

    NamedTuple = type.__new__(_Definition, "NamedTuple", (), {})
