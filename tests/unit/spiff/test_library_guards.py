"""One guard for every name of SpiffWorkflow 3.2.0 that engine/spiff relies on or replaces."""

import ast
import inspect
import re
from importlib.metadata import version
from pathlib import Path

import pytest
import SpiffWorkflow
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, python_environment
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import _BpmnCondition
from SpiffWorkflow.bpmn.specs.mixins.script_task import ScriptTask
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

from engine.spiff.case import Case, Token
from engine.spiff.elements import Choice, End, ForkJoin, Human, Lazy, Pass, Scripted, Start
from engine.spiff.expressions import Engine, Environment
from engine.spiff.several import Several
from tests.unit.spiff.drawing import Drawing

LIBRARY = Path(SpiffWorkflow.__file__).parent
ROOM = Path(inspect.getfile(Case)).parent


def source(thing):
    return " ".join(inspect.getsource(thing).split())


def test_the_version_is_the_one_that_was_read():
    assert version("SpiffWorkflow") == "3.2.0"


def test__state_is_assigned_in_two_places_only():
    """Token replaces both, so its indexes see every change of state."""
    places = [
        f"{path.relative_to(LIBRARY)}:{line.strip()}"
        for path in sorted(LIBRARY.rglob("*.py"))
        for line in path.read_text().splitlines()
        if re.search(r"\._state\s*=[^=]", line) and "serializer" not in path.parts
    ]
    assert places == ["task.py:self._state = state", "task.py:self._state = value"]
    assert "__init__" in vars(Token)
    assert "_set_state" in vars(Token)


def test__set_state_is_how_every_transition_is_made():
    for method in (Task._ready, Task.complete, Task.cancel, Task.error):
        assert "self._set_state(" in source(method)


def test__ready_refuses_finished_tasks_and_tells_the_spec():
    assert "self._set_state(TaskState.READY) self.task_spec._on_ready(self)" in source(Task._ready)


def test_complete_sets_the_state_then_tells_the_spec():
    assert source(Task.complete).endswith("self._set_state(TaskState.COMPLETED) self.task_spec._on_complete(self)")


def test__on_complete_runs_the_hook_then_updates_the_children():
    code = source(TaskSpec._on_complete)
    assert code.index("self._on_complete_hook(my_task)") < code.index("child.task_spec._update(child)")
    assert code.index("child.task_spec._update(child)") < code.index("_task_completed_notify(my_task)")
    assert "_on_complete" in vars(Lazy)


def test__add_child_is_where_the_library_makes_tasks():
    assert "Task(self.workflow, task_spec, self, state=state)" in source(Task._add_child)
    assert "_add_child" in vars(Token)


@pytest.mark.parametrize(
    "name", ["_predict", "_update", "_update_hook", "_run", "_run_hook", "_on_complete_hook", "_on_cancel"]
)
def test_every_hook_of_a_spec_is_replaced_in_front_of_the_library_s(name):
    assert name in vars(TaskSpec)
    for spec in (Start, End, Pass, Human, Scripted, Choice, ForkJoin, Several):
        owner = next(base for base in spec.__mro__ if name in vars(base))
        assert owner.__module__.startswith("engine.spiff"), (spec, owner)


def test__predict_is_called_only_where_we_replace_it():
    assert "_predict" in vars(Lazy)
    assert "self._predict(my_task)" in source(TaskSpec._update)
    assert "_update" in vars(Lazy)


def test__update_hook_decides_whether_a_task_becomes_ready():
    assert "if self._update_hook(my_task): my_task._ready()" in source(TaskSpec._update)


def test__run_hook_is_what__run_calls():
    assert "result = self._run_hook(my_task)" in source(TaskSpec._run)


def test__execute_hands_the_script_to_the_engine():
    assert "task.workflow.script_engine.execute(task, self.script)" in source(ScriptTask._execute)


def test__matches_hands_the_condition_as_it_is_to_the_engine():
    assert "task.workflow.script_engine.evaluate(task, self.args[0]" in source(_BpmnCondition._matches)


def test__inherit_data_would_copy_and_is_replaced():
    assert "DeepMerge" in source(Task._inherit_data)
    assert "_inherit_data" in vars(Token)


def test__task_completed_notify_would_walk_and_is_replaced():
    assert "self.update_waiting_tasks()" in source(Workflow._task_completed_notify)
    assert "_task_completed_notify" in vars(Case)


def test_whatever_walks_the_tree_by_task_iterator_is_replaced():
    """TaskIterator stops at depth 1,000 without a word."""
    for owner in (Workflow, BpmnWorkflow):
        for name, member in inspect.getmembers(owner, inspect.isfunction):
            if "TaskIterator(" in source(member) and name != "get_tasks_iterator":
                assert name in vars(Case), name
    assert "get_tasks_iterator" in vars(Case)
    assert "__iter__" in vars(Token)
    assert "is_descendant_of" in vars(Token)


def test_deserializing_makes_no_tasks():
    code = source(Workflow.__init__)
    assert code.index("if not deserializing:") < code.index("self.task_tree = Task(")
    assert Case(Drawing().node("start", "s").load()).tasks == {}


def test_script_engine_is_the_one_handed_in():
    assert "self.__script_engine = script_engine or PythonScriptEngine()" in source(BpmnWorkflow.__init__)
    case = Case(Drawing().node("start", "s").load())
    assert type(case.script_engine) is Engine
    assert type(case.script_engine.environment) is Environment


@pytest.mark.parametrize("name", ["evaluate", "execute", "call_service", "validate"])
def test_the_script_engine_is_replaced_whole(name):
    assert name in vars(PythonScriptEngine)
    assert name in vars(Engine)


def test_the_environment_is_replaced_whole():
    base = python_environment.BasePythonScriptEngineEnvironment
    public = {name for name, _ in inspect.getmembers(base, inspect.isfunction) if not name.startswith("_")}
    assert public == {"evaluate", "execute", "call_service"} <= set(vars(Environment))


def test__parse_node_of_a_node_without_flows_stays_with_that_node():
    code = source(TaskParser.parse_node)
    assert "self.process_parser.get_outgoing_sequence_flows(self.bpmn_id)" in code
    assert code.count("self.process_parser.parse_node(") == 1


def test_add_tasks_is_where_the_process_parser_follows_flows():
    assert "self.add_tasks()" in source(ProcessParser._parse)


def test_a_node_called_like_an_internal_spec_would_be_confused_with_it():
    """Hence the prefix before every id."""
    assert "if node.get('id') in self.spec.task_specs: return self.spec.task_specs[node.get('id')]" in source(
        ProcessParser.parse_node
    )
    program = (
        Drawing().node("start", "Start").node("user", "End").node("end", "Root").line("Start", "End", "Root").load()
    )
    assert [type(spec).__name__ for spec in program.specs.values()] == ["Start", "Human", "End"]


def test__get_parser_class_prefers_the_overrides():
    assert "if tag in self.OVERRIDE_PARSER_CLASSES" in source(BpmnParser._get_parser_class)


def test_add_bpmn_xml_takes_a_tree_and_reads_nothing():
    assert not re.search(r"open\(|parse\(|fromstring", source(BpmnParser.add_bpmn_xml))


def test_the_states_have_the_numbers_that_are_stored():
    assert (TaskState.FUTURE, TaskState.WAITING, TaskState.READY, TaskState.STARTED) == (4, 8, 16, 32)
    assert TaskState.FINISHED_MASK == TaskState.COMPLETED | TaskState.ERROR | TaskState.CANCELLED


def test_every_private_name_of_the_library_that_is_used_has_its_guard():
    owners = (Task, TaskSpec, Workflow, BpmnWorkflow, BpmnParser, ProcessParser, TaskParser, ScriptTask, _BpmnCondition)
    theirs = {name for owner in owners for name in dir(owner) if re.fullmatch(r"_[a-z]\w*", name)}
    theirs |= {"_state"}  # set by the constructor
    used = set()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            used |= {getattr(node, field, None) for field in ("attr", "name")} & theirs
    guarded = Path(__file__).read_text()
    assert used >= {"_state", "_run_hook", "_matches"}
    assert sorted(name for name in used if name not in guarded) == []
