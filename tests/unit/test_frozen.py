"""What records promise: fields by place or by name, no change ever, equality by what they hold."""

import copy

import pytest

from engine.frozen import Ordered, Record, changed, parts


class Point(Record):
    """A point."""

    x: int
    y: int = 0


class Wide(Record):
    """What is made in a row."""

    a: int
    b: int
    c: int
    x: int
    y: int
    w: int = 6


class Named(Point):
    """A point with a name."""

    name: str = "origin"


class Three(Record):
    """Three fields."""

    a: int
    b: int = 2
    c: int = 0


class Four(Three):
    """Four fields."""

    d: int = 0


class Token(Record, eq=False):
    """Nothing but itself."""

    text: str


@pytest.mark.parametrize("given", [Point(1, 2), Point(1, y=2), Point(y=2, x=1)])
def test_fields_are_given_by_place_or_by_name(given):
    assert (given.x, given.y) == (1, 2)


def test_records_of_every_width_take_their_fields():
    assert parts(Wide(1, 2, 3, y=5, x=4)) == (1, 2, 3, 4, 5, 6)
    assert parts(Token(text="a")) == ("a",)
    assert parts(Three(1, c=3)) == (1, 2, 3)
    assert parts(Four(1, 2, 3, 4)) == parts(Four(d=4, c=3, b=2, a=1)) == (1, 2, 3, 4)


def test_what_is_left_out_has_its_default_and_fields_are_inherited():
    assert parts(Named(1)) == (1, 0, "origin")


@pytest.mark.parametrize(("place", "name"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})])
def test_a_record_with_missing_unknown_or_doubled_fields_is_refused(place, name):
    with pytest.raises(TypeError):
        Point(*place, **name)
    with pytest.raises(TypeError):
        Wide(*place, **name)


def test_a_record_cannot_be_changed():
    with pytest.raises(AttributeError):
        Point(1).x = 2
    with pytest.raises(AttributeError):
        del Point(1).x
    with pytest.raises(AttributeError):
        Point(1).other = 2


def test_records_of_one_class_with_equal_fields_are_equal_and_count_once():
    assert {Point(1), Point(1, 0)} == {Point(1)}
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)


def test_a_record_may_be_equal_to_itself_alone():
    one = Token("a")
    assert one == one  # noqa: PLR0124
    assert one != Token("a")
    assert len({one, Token("a")}) == 2


def test_a_changed_record_is_another_one():
    first = Named(1)
    assert changed(first, y=5) == Named(1, 5)
    assert first == Named(1)


def test_a_record_is_shown_as_it_is_written_and_can_be_copied():
    assert repr(Named(1, 2)) == "Named(x=1, y=2, name='origin')"
    assert copy.deepcopy(Named(1, 2)) == Named(1, 2)


class Day(Ordered):
    """A day of a year."""

    year: int
    day: int


def test_an_ordered_record_comes_before_another_by_its_first_field_that_differs():
    assert sorted([Day(2, 1), Day(1, 9), Day(1, 2)]) == [Day(1, 2), Day(1, 9), Day(2, 1)]
    assert Day(1, 2) < Day(1, 3) > Day(0, 9)
    assert Day(1, 2) <= Day(1, 2) >= Day(1, 2)
    with pytest.raises(TypeError):
        sorted([Day(1, 2), Point(1)])
