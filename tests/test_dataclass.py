"""Our data classes behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest
from pydantic import TypeAdapter

from briefing.dataclass import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A point."""

    x: int
    y: int = 2
    names: list[str] = dataclasses.field(default_factory=list, repr=False)


@dataclass(slots=True)
class Open:
    """An object that can change."""

    value: int = 0


@dataclass(frozen=True)
class Base:
    """A class to follow."""

    first: int
    second: str = "two"


@dataclass(frozen=True, kw_only=True)
class Derived(Base):
    """A class that follows another."""

    third: float
    second: str = "three"

    def __post_init__(self) -> None:
        """Refuse a value."""
        if self.third < 0:
            raise ValueError("third")


class Usual:
    """The same classes, made by the standard library."""

    @dataclasses.dataclass(frozen=True, slots=True, order=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        names: list[str] = dataclasses.field(default_factory=list, repr=False)


def test_objects_are_made_shown_compared_and_sorted_as_usual() -> None:
    """The same calls give the same values."""
    for ours, usual in ((Point(1), Usual.Point(1)), (Point(1, y=3), Usual.Point(1, y=3))):
        assert repr(ours) == repr(usual).replace("Usual.", "")
        assert dataclasses.asdict(ours) == dataclasses.asdict(usual)
    assert Point(1) == Point(1, 2) != Point(1, 3)
    other: object = Usual.Point(1)
    assert Point(1) != other
    assert sorted([Point(2), Point(1, 3), Point(1)]) == [Point(1), Point(1, 3), Point(2)]
    assert (Point(1) <= Point(1), Point(2) > Point(1), Point(1) >= Point(2)) == (True, True, False)
    assert Point(1).names is not Point(1).names


def test_wrong_calls_are_refused() -> None:
    """A missing, an unknown and a repeated argument are errors, at the first call and at later ones."""
    wrong: Any = Point
    for _ in range(2):
        for arguments, named in (((), {}), ((1, 2, [], 4), {}), ((1,), {"z": 1}), ((1,), {"x": 1})):
            with pytest.raises(TypeError):
                wrong(*arguments, **named)


def test_what_is_frozen_does_not_change() -> None:
    """Neither by setting nor by deleting, with slots and without."""
    for each in (Point(1), Base(1)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            each.x = 3  # type: ignore[misc,union-attr]
        with pytest.raises(dataclasses.FrozenInstanceError):
            del each.x  # type: ignore[union-attr]
    changing = Open()
    changing.value = 5
    assert changing == Open(5)


def test_hashes_are_those_of_equal_objects() -> None:
    """What is frozen can be in sets; what can change cannot."""
    assert len({Base(1), Base(1), Base(2)}) == 2
    with pytest.raises(TypeError):
        hash(Open())


def test_slots_hold_no_other_attribute() -> None:
    """There is no dictionary in an object with slots."""
    with pytest.raises(AttributeError):
        Open().other = 1  # type: ignore[attr-defined]
    assert not hasattr(Point(1), "__dict__")


def test_a_class_follows_another() -> None:
    """Fields keep their order, defaults are overridden, and `__post_init__` is called."""
    made = Derived(1, third=2.5)
    assert [field.name for field in dataclasses.fields(made)] == ["first", "second", "third"]
    assert made == Derived(first=1, second="three", third=2.5)
    with pytest.raises(ValueError, match="third"):
        Derived(1, third=-1)
    with pytest.raises(TypeError):
        Derived(1, "two", 2.5)  # type: ignore[call-arg]


def test_other_tools_know_the_classes() -> None:
    """Copies, pickles, changed copies, patterns and pydantic."""
    point = Point(1, 3, ["a"])
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point
    assert dataclasses.replace(point, x=5) == Point(5, 3, ["a"])
    assert dataclasses.is_dataclass(Point)
    match point:
        case Point(x, y):
            assert (x, y) == (1, 3)
    assert TypeAdapter(Point).validate_python({"x": "4"}) == Point(4)
