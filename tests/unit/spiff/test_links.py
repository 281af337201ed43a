"""Link events lead from every throwing half to the catching one of the same name on the same level."""

import pytest

from engine import spiff
from tests.unit.spiff.drawing import Drawing, Run, folded
from tests.unit.spiff.test_not_runnable import refused


def half(drawing, kind, node, link="on", **attributes):
    drawing.node("intermediateThrowEvent" if kind == "throw" else "intermediateCatchEvent", node, **attributes)
    drawing.add(drawing.nodes[node], "linkEventDefinition", name=link, id=f"{node}.link")
    return drawing


def several_to_one():
    """Two tasks each throw to one link; behind its catching half stands a third."""
    drawing = Drawing().node("start", "s").node("xor", "x", default="x-a").node("user", "a").node("user", "b")
    half(half(half(drawing, "throw", "t1"), "throw", "t2"), "catch", "c").node("user", "z").node("end", "e")
    return drawing.line("s", "x", "a", "t1").flow("x", "b", "n = 1").line("b", "t2").line("c", "z", "e")


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize(("n", "path"), [(0, ["a", "t1"]), (1, ["b", "t2"])])
def test_several_throwing_links_lead_to_one_catching_link(n, path, warm):
    run = Run(several_to_one().load(), warm=warm, n=n)
    run.submit(path[0])
    assert run.path == ["s", "x", *path, "c", "z"]
    assert sorted(spiff.tokens(run.state)) == folded(run.trace)
    assert run.submit("z").completed


def test_no_flow_that_is_not_drawn_stands_in_the_history():
    run = Run(several_to_one().load())
    run.submit("a")
    assert [moment.via for moment in run.trace if moment.element == "c" and moment.kind == "entered"] == [()]


def test_a_link_is_taken_twice_in_a_loop_and_an_inclusive_join_waits_for_what_comes_over_it():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").node("or", "j")
    half(half(drawing, "throw", "t"), "catch", "c").node("user", "z").node("end", "e")
    run = Run(drawing.line("s", "f", "a", "j", "z", "e").line("f", "b", "t").line("c", "j").load())
    run.submit("a")
    assert run.waiting_at == ["b"]
    run.submit("b")
    assert run.waiting_at == ["z"]
    again = half(half(Drawing().node("start", "s").node("user", "u"), "throw", "t"), "catch", "c").node("end", "e")
    again.nodes["u"].set("default", "u-e")
    run = Run(again.line("s", "u", "e").flow("u", "t", "more").line("c", "u").load(), more=True)
    run.submit("u")
    run.submit("u")
    assert run.submit("u", more=False).completed
    assert run.path == ["s", "u", "t", "c", "u", "t", "c", "u", "e"]


def test_definitions_may_name_each_other_and_an_event_lends_its_name():
    drawing = Drawing().node("start", "s").node("end", "e").line("s", "t").line("c", "e")
    half(half(drawing, "throw", "t", "one"), "catch", "c", "other")
    drawing.add(drawing.nodes["t"][0], "target", "c.link")
    assert Run(drawing.load()).step.completed
    drawing = Drawing().node("start", "s").node("end", "e").line("s", "t").line("c", "e")
    for kind, node in (("throw", "t"), ("catch", "c")):
        half(drawing, kind, node, "", name="  on   page 2 ")
    assert Run(drawing.load()).step.completed


def test_halves_without_each_other_are_named():
    drawing = half(Drawing().node("start", "s").line("s", "t"), "throw", "t", "off")
    half(drawing, "catch", "c", "on")
    assert refused(drawing) == {("link-target", "t"), ("unreachable", "c")}


def test_two_catching_links_of_one_name_are_named():
    drawing = several_to_one()
    half(drawing, "catch", "d")
    assert refused(drawing) == {("link-twice", "d"), ("unreachable", "d")}


def test_the_link_itself_is_the_path():
    drawing = several_to_one().flow("t1", "z").flow("z", "c")
    assert refused(drawing) == {("link-flow", "t1"), ("link-flow", "c")}
