"""What is told about tiny models: which flaw, where, by which run; one meaning of the standard a test."""

import pytest

from engine import xml
from engine.definitions import graph, soundness
from engine.definitions.soundness import Effort
from engine.definitions.soundness.moves import Meeting
from tests.unit.definitions.sketch import Sketch, sketch


def told(drawing, **effort):
    return soundness.examine(graph.read(xml.parse(drawing.xml())), effort=Effort(**effort) if effort else None)


def flaws(drawing):
    return [(trouble.kind, trouble.element) for trouble in told(drawing)]


def one(drawing):
    (trouble,) = told(drawing)
    return trouble


def nested(outer, name, inner, **attributes):
    """Draw a sketch inside a sub-process of another, under flow ids of its own."""
    inner.arrows = [(f"{name}.{key}", *rest) for key, *rest in inner.arrows]
    return outer.box(name, inner.inside(), **attributes)


# --- deadlock -------------------------------------------------------------------


def test_a_join_that_waits_for_the_way_not_chosen_is_a_deadlock_with_its_shortest_run():
    trouble = told(sketch("start x1 t1 t2 a2 end, x1 t3 a2"))[0]
    assert (trouble.kind, trouble.element, trouble.scope) == ("deadlock", "a2", "p")
    assert trouble.path == ("start", "f1", "x1", "f6", "t3", "f7")
    assert trouble.marking == ("f7",)
    assert trouble.others == ("f4",)
    assert trouble.shortest


def test_a_case_that_reached_an_end_and_still_waits_is_a_deadlock():
    trouble = one(sketch("start a1 t1 end, a1 t2 x2 a3 t4 end2, a1 a3, x2 end3"))
    assert (trouble.kind, trouble.element) == ("deadlock", "a3")
    assert "end" in trouble.path
    assert "end3" in trouble.path


def test_of_joins_that_wait_one_after_the_other_the_first_is_told():
    drawing = sketch("start a1 x2 end, x2 a3 a4 end4, a1 a3, a1 a4")
    assert flaws(drawing) == [("deadlock", "a3")]


def test_a_join_fed_by_what_no_flow_enters_waits_for_ever():
    drawing = sketch("start t1 a2 end, t5 a2")
    assert ("deadlock", "a2") in flaws(drawing)


def test_each_start_event_alone_is_a_case():
    assert ("deadlock", "a1") in flaws(sketch("start a1 end, start2 a1"))
    assert flaws(sketch("start x1 end, start2 x1")) == []


def test_without_a_start_event_all_that_no_flow_enters_begins_together():
    assert flaws(sketch("t1 a3 end, t2 a3")) == []
    assert ("unsafe", "x3") in flaws(sketch("t1 x3 t4 end, t2 x3"))


# --- two tokens -----------------------------------------------------------------


def test_parallel_paths_that_meet_at_an_exclusive_gateway_run_what_follows_twice():
    trouble = one(sketch("start a1 t1 x2 t3 end, a1 t2 x2"))
    assert (trouble.kind, trouble.element, trouble.others) == ("unsafe", "x2", ("a1",))
    assert trouble.marking == ("f4", "f4")
    assert trouble.path == ("start", "f1", "a1", "f2", "f6", "t1", "f3", "x2", "f4", "t2", "f7", "x2", "f4")


def test_an_activity_takes_each_token_by_itself():
    assert flaws(sketch("start a1 t1 t3 end, a1 t2 t3")) == [("unsafe", "t3")]


def test_several_flows_out_of_an_activity_run_together():
    assert flaws(sketch("start t1 t2 x4 end, t1 t3 x4")) == [("unsafe", "x4")]


def test_an_end_event_may_be_reached_several_times():
    assert flaws(sketch("start a1 t1 end, a1 t2 end")) == []


def test_one_split_with_two_bad_merges_is_told_twice_and_what_follows_is_not():
    drawing = sketch("start a1 t1 x1 t5 x7 end1, a1 t2 x1, a1 t3 x2 t6 x7, a1 t4 x2")
    assert flaws(drawing) == [("unsafe", "x1"), ("unsafe", "x2")]


def test_a_split_that_leads_back_runs_again_beside_itself():
    trouble = one(sketch("start x1 t1 a2 end, a2 x1"))
    assert (trouble.kind, trouble.others) == ("unsafe", ("a2",))


# --- inclusive gateways ----------------------------------------------------------


def test_an_inclusive_join_waits_for_what_can_still_come():
    assert flaws(sketch("start o1 t1 o2 end, o1 t2 t3 o2, o1 o2")) == []


def test_an_inclusive_join_of_parallel_paths_with_an_early_end_goes_on():
    assert flaws(sketch("start a1 t1 x2 o3 end, x2 end2, a1 t3 o3")) == []


def test_inclusive_paths_into_a_parallel_join_can_wait_for_ever():
    assert flaws(sketch("start o1 t1 a2 end, o1 t2 a2")) == [("deadlock", "a2")]


def test_inclusive_joins_that_wait_for_each_other_are_a_deadlock():
    drawing = sketch("start a1 t1 o1 x1 end, a1 t2 o2 x2 end2, x1 o2, x2 o1")
    assert {kind for kind, _element in flaws(drawing)} == {"deadlock", "dead"}


def test_an_inclusive_join_waits_for_a_token_only_if_it_cannot_come_where_one_is_already():
    first, second, upstream = 0b001, 0b010, 0b100
    apart = Meeting(first | second, ((first, 0), (second, upstream)), first | second | upstream)
    either = Meeting(first | second, ((first, upstream), (second, upstream)), first | second | upstream)
    assert not apart.ready(first | upstream)
    assert either.ready(first | upstream)
    assert apart.ready(first)
    assert not either.ready(upstream)


# --- conditions -------------------------------------------------------------------


def test_a_condition_that_is_never_true_makes_what_lies_behind_dead():
    drawing = sketch("start x1 t1 end, t2 t3 end2")
    flow = drawing.arrow("x1", "t2", "= false")
    trouble = one(drawing)
    assert (trouble.kind, trouble.element, trouble.others) == ("dead", "t2", ("t3", "end2"))
    assert trouble.path[-2:] == ("x1", "f2")
    assert flow not in trouble.path


def test_a_condition_that_is_always_true_leaves_no_default():
    drawing = sketch("start x1, t1 end, t2 end").box("x1", default="d")
    drawing.arrow("x1", "t1", "${true}")
    drawing.arrow("x1", "t2", name="d")
    assert flaws(drawing) == [("dead", "t2")]


def test_a_conditional_flow_of_an_activity_goes_beside_its_plain_ones():
    drawing = sketch("start t1 t2 a3 end")
    drawing.arrow("t1", "a3", "n = 1")
    assert flaws(drawing) == [("deadlock", "a3")]


def test_the_default_flow_of_an_activity_comes_only_alone():
    drawing = sketch("start t1, t2 x4 t5 end, t3 x4").box("t1", default="d")
    drawing.arrow("t1", "t2", "n = 1")
    drawing.arrow("t1", "t3", name="d")
    assert flaws(drawing) == []


def test_what_no_flow_leads_to_is_not_called_dead():
    assert flaws(sketch("start t1 end, t2 end2")) == []


def test_dead_elements_are_told_by_the_first_that_does_something():
    drawing = sketch("start x1 t1 a2 x3 t4 end, x1 t2 a2, x3 t5 end2")
    assert flaws(drawing) == [("deadlock", "a2"), ("dead", "t4"), ("dead", "t5")]


# --- loops -----------------------------------------------------------------------


def test_a_loop_with_a_way_out_is_sound():
    assert flaws(sketch("start x1 t1 x2 end, x2 t2 x1")) == []


def test_a_loop_without_a_way_out_is_a_livelock_whose_run_goes_once_around():
    trouble = one(sketch("start x1 t1 t2 x1"))
    assert (trouble.kind, trouble.element) == ("trap", "x1")
    assert trouble.path == ("start", "f1", "x1", "f2", "t1", "f3", "t2", "f4", "x1", "f2")
    assert set(trouble.others) == {"x1", "t1", "t2"}


def test_a_loop_whose_way_out_is_never_open_is_a_livelock():
    drawing = sketch("start x1 t1 x2 x1")
    drawing.arrow("x2", "end", "false")
    drawing.box("end")
    assert flaws(drawing) == [("trap", "x1"), ("dead", "end")]


def test_a_loop_that_an_event_around_it_ends_is_no_livelock():
    loop = sketch("start7 x7 t7 x7")
    assert flaws(nested(sketch("start sub end"), "sub", loop)) == [("trap", "x7")]
    drawing = nested(sketch("start sub end, boundary end2"), "sub", sketch("start7 x7 t7 x7"))
    assert flaws(drawing.on("sub", "boundary")) == []


def test_an_endless_loop_beside_other_work_is_told_by_what_goes_round():
    trouble = one(sketch("start a1 t1 end, a1 x2 t2 x3 x2, x3 t3 x2"))
    assert (trouble.kind, trouble.element) == ("trap", "x2")
    assert set(trouble.others) == {"x2", "t2", "x3", "t3"}


# --- ends ------------------------------------------------------------------------


def test_a_terminate_end_beside_other_work_cuts_it_off():
    trouble = one(sketch("start a1 t1 end, a1 t2 terminate"))
    assert (trouble.kind, trouble.element, trouble.others) == ("cut-off", "terminate", ("t1",))


def test_a_terminate_end_after_the_join_or_of_the_only_path_is_proper():
    assert flaws(sketch("start a1 t1 a2 terminate, a1 t2 a2")) == []
    assert flaws(sketch("start x1 t1 terminate, x1 t2 end")) == []


def test_a_terminate_end_beside_a_path_that_only_ends_is_proper():
    assert flaws(sketch("start a1 end, a1 t2 terminate")) == []


def test_what_ends_everything_frees_a_join_that_waits():
    assert flaws(sketch("start a1 x1 a2 end, x1 end5, a1 t2 a2, a1 t3 error")) == []


# --- events ----------------------------------------------------------------------


def test_a_boundary_event_that_interrupts_takes_the_place_of_the_way_on():
    drawing = sketch("start a1 t1 a2 end, a1 t2 a2, boundary t3 end2").on("t1", "boundary")
    assert flaws(drawing) == [("deadlock", "a2")]


def test_one_that_leads_to_the_same_join_does_no_harm():
    assert flaws(sketch("start t1 x1 end, boundary t2 x1").on("t1", "boundary")) == []


def test_a_path_beside_an_activity_may_be_taken_again_and_again():
    drawing = sketch("start x1 t1 x2 end, x2 x1, boundary t3 end3").on("t1", "boundary", interrupting=False)
    assert flaws(drawing) == []


def test_a_path_beside_an_activity_is_looked_at_by_itself():
    drawing = sketch("start t1 end, boundary x3 t3 a4 end3, x3 t4 a4").on("t1", "boundary", interrupting=False)
    trouble = told(drawing)[0]
    assert (trouble.kind, trouble.element) == ("deadlock", "a4")
    assert trouble.path[0] == "boundary"


def test_a_path_beside_an_activity_that_comes_back_runs_what_follows_twice():
    drawing = sketch("start t1 t2 end, boundary t2").on("t1", "boundary", interrupting=False)
    assert flaws(drawing) == [("unsafe", "t2")]


def test_an_error_interrupts_whatever_is_written():
    drawing = sketch("start t1 t2 end, boundary t2").on("t1", "boundary", interrupting=False, event="error")
    assert flaws(drawing) == []


def test_an_event_based_gateway_takes_one_way():
    drawing = sketch("start e1 catch1 a2 end, e1 catch2 a2")
    assert ("deadlock", "a2") in flaws(drawing)


def test_a_link_is_a_flow():
    drawing = sketch("start throw1, catch1 x1 end, start2 x1")
    for name in ("throw1", "catch1"):
        drawing.box(name, '<linkEventDefinition name="B"/>')
    assert flaws(drawing) == []
    drawing = sketch("start a1 throw1, a1 t1 a2 end, catch1 a2")
    for name in ("throw1", "catch1"):
        drawing.box(name, '<linkEventDefinition name="B"/>')
    assert flaws(drawing) == []


def test_a_compensation_handler_lies_outside_the_flow():
    drawing = sketch("start t1 end").box("t9", isForCompensation="true").on("t1", "boundary", event="compensate")
    assert flaws(drawing) == []


# --- sub-processes ------------------------------------------------------------------


def test_a_sub_process_is_looked_at_by_itself():
    trouble = told(nested(sketch("start sub end"), "sub", sketch("start7 x7 a7 end7, x7 t7 a7")))[0]
    assert (trouble.kind, trouble.element, trouble.scope) == ("deadlock", "a7", "sub")
    assert trouble.path[0] == "start7"


def test_from_outside_a_sub_process_is_one_step():
    assert flaws(nested(sketch("start a1 sub a2 end, a1 t2 a2"), "sub", sketch("start7 x7 t7 end7, x7 end8"))) == []


def test_an_event_sub_process_is_looked_at_by_itself_and_lies_outside_the_flow():
    inner = sketch("start7 a7 t7 x8 t8 end7, a7 t9 x8")
    drawing = nested(sketch("start t1 end"), "sub", inner, triggeredByEvent="true")
    assert flaws(drawing) == [("unsafe", "x8")]


def test_a_sub_process_that_only_ends_in_errors_is_never_completed():
    drawing = nested(sketch("start sub t2 end, boundary t3 end3"), "sub", sketch("start7 t7 error7"))
    assert flaws(drawing.on("sub", "boundary", event="error")) == [("dead", "t2")]


def test_one_with_a_handler_may_be_completed_by_it():
    handler = nested(sketch("start7 t7 error7"), "sub9", sketch("start8 t8 end8"), triggeredByEvent="true")
    assert flaws(nested(sketch("start sub t2 end"), "sub", handler)) == []


def test_repeated_and_called_activities_are_one_step():
    drawing = sketch("start a1 t1 a2 end, a1 call a2").box("t1", "<multiInstanceLoopCharacteristics/>")
    assert flaws(drawing) == []


# --- not decided ----------------------------------------------------------------------


def test_when_a_complex_gateway_goes_on_is_not_decided():
    trouble = one(sketch("start a1 t1 c2 end, a1 t2 c2"))
    assert (trouble.kind, trouble.element, trouble.others) == ("undecided", "c2", ("complex",))


def test_what_does_not_pass_a_complex_gateway_is_told_all_the_same():
    drawing = sketch("start a1 t1 c2 end, a1 t2 c2, a1 x5 a6 end6, x5 t5 a6")
    assert {("undecided", "c2"), ("deadlock", "a6")} <= set(flaws(drawing))


def test_the_order_in_an_ad_hoc_sub_process_is_not_decided():
    inner = sketch("t1 x1 t2, x1 t3").inside()
    drawing = Sketch().draw("start end")
    data = drawing.xml().replace(b"</process>", f'<adHocSubProcess id="s">{inner}</adHocSubProcess></process>'.encode())
    (trouble,) = soundness.examine(graph.read(xml.parse(data)))
    assert (trouble.kind, trouble.element, trouble.others) == ("undecided", "s", ("ad-hoc",))


def tangle(branches):
    """Parallel branches that do not fold: each can be left early on two ways that cross."""
    drawing = sketch("start a1, a2 end")
    for number in range(10, 10 + branches):
        n, m, k, j = number, number + 100, number + 200, number + 300
        drawing.draw(f"a1 x{n} t{n} x{j} x{m} a2, x{n} t{m} x{k} t{k} x{m}, x{j} x{k}")
    return drawing


def test_what_is_too_much_to_look_at_is_said():
    (trouble,) = told(tangle(9), states=20, each=20)
    assert (trouble.kind, trouble.element, trouble.others) == ("undecided", "p", ("bound",))


def test_many_starts_of_one_large_process_have_a_bound_too():
    drawing = sketch("t1 t2 t3 t4 t5 end")
    for number in range(30):
        drawing.draw(f"start{number} t1")
    assert [trouble.kind for trouble in told(drawing, nodes=100)] == ["undecided"]


# --- size -------------------------------------------------------------------------------


def forks(count):
    drawing, last = Sketch().draw("start"), "start"
    for n in range(1, count + 1):
        drawing.draw(f"{last} a{2 * n} t{2 * n} a{2 * n + 1}, a{2 * n} t{2 * n + 1} a{2 * n + 1}")
        last = f"a{2 * n + 1}"
    return drawing.draw(f"{last} end")


def wide(count, gateway="a"):
    drawing = sketch("start a1")
    for n in range(1, count + 1):
        drawing.draw(f"a1 t{n} {gateway}2")
    return drawing.draw(f"{gateway}2 t0 end")


def states(drawing):
    effort = Effort()
    found = soundness.examine(graph.read(xml.parse(drawing.xml())), effort=effort)
    return Effort().states - effort.states, found


@pytest.mark.parametrize("drawing", [forks(40), wide(20), wide(300)], ids=["40 forks", "20 wide", "300 wide"])
def test_well_formed_blocks_fold_to_nothing_whatever_their_size(drawing):
    seen, found = states(drawing)
    assert found == ()
    assert seen <= 3


def test_a_wide_split_into_an_exclusive_gateway_is_told_by_its_shortest_run():
    seen, found = states(wide(20, "x"))
    assert [(trouble.kind, trouble.element) for trouble in found] == [("unsafe", "x2")]
    assert found[0].path.count("x2") == 2
    assert found[0].shortest
    assert seen < 500


def test_a_wide_split_with_early_ends_is_decided_by_a_run_that_may_not_be_the_shortest():
    drawing = sketch("start a1")
    for n in range(10, 30):
        drawing.draw(f"a1 t{n} x{n} end{n}, x{n} a2")
    seen, found = states(drawing.draw("a2 end"))
    assert [(trouble.kind, trouble.element) for trouble in found] == [("deadlock", "a2")]
    assert not found[0].shortest
    assert seen < 5_000


def test_branches_that_do_not_fold_are_looked_at_one_after_the_other():
    seen, found = states(tangle(6))
    assert found == ()
    assert seen < 1_000


def test_a_chain_of_thousands_needs_no_bound_and_no_recursion():
    names = " ".join(f"t{number}" for number in range(3_000))
    seen, found = states(sketch(f"start {names} end"))
    assert (found, seen) == ((), 0)


def test_a_deep_nest_of_sub_processes_needs_no_recursion():
    inner = sketch("start1 t1 end1")
    for number in range(2, 60):
        inner = nested(sketch(f"start{number} sub{number} end{number}"), f"sub{number}", inner)
    assert told(inner) == ()


def test_the_same_drawing_has_the_same_findings():
    drawing = wide(12, "x")
    assert told(drawing) == told(drawing)
