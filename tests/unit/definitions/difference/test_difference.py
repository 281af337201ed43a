"""Promises of a difference: what changed is found, under the reader's name for it, and nothing else is."""
# ruff: noqa: E501  (a drawing is read in one line)

import pytest

from tests.unit.definitions.difference.drawings import Flow, Node, Sheet, difference, file, renamed, shuffled, tree

LEAVE = Sheet(
    nodes=(
        Node("begin", "startEvent", "Asked", at=(0, 0), lane="Staff"),
        Node("ask", "userTask", "Ask", {"camunda:assignee": "ali"}, at=(100, 0), lane="Staff"),
        Node("choose", "exclusiveGateway", "Granted?", {"default": "no"}, at=(200, 0), lane="Office"),
        Node("grant", "serviceTask", "Grant", at=(300, 0), lane="Office"),
        Node("refuse", "userTask", "Refuse", at=(300, 100), lane="Office"),
        Node("end", "endEvent", at=(400, 0), lane="Office"),
    ),
    flows=(
        Flow("f1", "begin", "ask"),
        Flow("f2", "ask", "choose"),
        Flow("yes", "choose", "grant", "yes", "days &lt; 5"),
        Flow("no", "choose", "refuse", "no"),
        Flow("f5", "grant", "end"),
        Flow("f6", "refuse", "end"),
    ),
    lanes=("Staff", "Office"),
)


def told(before, after, lang="en"):
    """What a reader is told: (sort, kind, what it is called, {property: (before, after)})."""
    return [
        (
            one.sort,
            one.kind().show(lang),
            one.place.called().show(lang) if one.place.ends else one.place.name,
            {
                found.words().show(lang): (found.value_before(lang), found.value_after(lang))
                for found in (*one.properties, *one.redrawn)
            },
        )
        for one in difference(before, after).changes
    ]


def task(inside="", **attributes):
    return LEAVE.changed("ask", inside=inside, attributes=attributes).tree()


def only(before, after):
    """The properties of the only change."""
    [(sort, _, _, properties)] = told(before, after)
    assert sort == "changed"
    return properties


def test_a_drawing_does_not_differ_from_itself():
    assert difference(LEAVE.tree(), LEAVE.tree()).changes == ()


def test_what_was_added_and_removed_is_told_by_kind_and_name():
    more = Sheet(
        (*LEAVE.nodes, Node("archive", "task", "Archive")), (*LEAVE.flows, Flow("f7", "grant", "archive")), LEAVE.lanes
    )

    assert told(LEAVE.tree(), more.tree()) == [
        ("added", "task", "Archive", {}),
        ("added", "sequence flow", "from “Grant” to “Archive”", {}),
    ]
    assert told(more.tree(), LEAVE.tree()) == [
        ("removed", "task", "Archive", {}),
        ("removed", "sequence flow", "from “Grant” to “Archive”", {}),
    ]


def test_a_renamed_element_is_changed_and_not_removed_and_added():
    assert told(LEAVE.tree(), LEAVE.changed("grant", name="Grant leave").tree()) == [
        ("changed", "service task", "Grant leave", {"name": ("Grant", "Grant leave")})
    ]


def test_another_kind_of_task_is_a_change_of_the_task():
    assert told(LEAVE.tree(), LEAVE.changed("grant", type="userTask").tree()) == [
        ("changed", "user task", "Grant", {"kind": ("service task", "user task")})
    ]


def test_a_flow_whose_end_changed_leads_elsewhere():
    assert told(LEAVE.tree(), LEAVE.changed("f5", target="refuse").tree()) == [
        ("changed", "sequence flow", "from “Grant” to “Refuse”", {"leads to": ("end", "Refuse")})
    ]


def test_two_elements_of_one_name_are_told_apart_by_their_ids():
    twins = LEAVE.changed("refuse", name="Grant")

    assert told(twins.tree(), twins.changed("yes", target="refuse").tree())[0][3] == {
        "leads to": ("Grant (grant)", "Grant (refuse)")
    }


def test_a_condition_is_told_before_and_after():
    assert told(LEAVE.tree(), LEAVE.changed("yes", condition="days &lt; 9").tree()) == [
        ("changed", "sequence flow", "“yes”, from “Granted?” to “Grant”", {"condition": ("days < 5", "days < 9")})
    ]


def test_another_default_flow_is_a_change_of_the_gateway():
    after = LEAVE.changed("choose", attributes={"default": "yes"})

    assert told(LEAVE.tree(), after.tree()) == [
        ("changed", "exclusive gateway", "Granted?", {"default flow": ("no", "yes")})
    ]


def test_a_node_in_another_lane_is_changed_and_the_lanes_are_not():
    assert told(LEAVE.tree(), LEAVE.changed("ask", lane="Office").tree()) == [
        ("changed", "user task", "Ask", {"lane": ("Staff", "Office")})
    ]


def test_outer_lanes_may_be_said_or_not():
    lanes = '<laneSet><lane id="a" name="A">{}<childLaneSet><lane id="b"><flowNodeRef>t</flowNodeRef></lane></childLaneSet></lane></laneSet>'
    process = '<process id="p">{}<task id="t"/></process>'

    inner = file(process.format(lanes.format("")))
    both = file(process.format(lanes.format("<flowNodeRef>t</flowNodeRef>")))
    assert not difference(inner, both)


def test_what_only_moved_is_told_as_moved():
    [(sort, kind, name, properties)] = told(LEAVE.tree(), LEAVE.changed("grant", at=(350, 20)).tree())

    assert (sort, kind, name, properties) == ("moved", "service task", "Grant", {"place": ("300, 0", "350, 20")})


def test_what_changed_and_moved_is_changed_and_says_both():
    [change] = difference(LEAVE.tree(), LEAVE.changed("grant", at=(350, 20), name="G").tree()).changes

    assert change.sort == "changed"
    assert [one.path for one in change.properties] == [("name",)]
    assert [one.path for one in change.redrawn] == [("position",)]


DRAWN = (
    '<process id="p"><task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/></process>'
    '<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">'
    '<bpmndi:BPMNShape bpmnElement="a"{colour}><dc:Bounds x="0" y="0" width="{width}" height="80"/>{label}</bpmndi:BPMNShape>'
    '<bpmndi:BPMNEdge bpmnElement="f"><di:waypoint x="{bend}" y="0"/><di:waypoint x="9" y="0"/></bpmndi:BPMNEdge>'
    "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
)
USUAL = {"colour": "", "width": "100", "label": "", "bend": "0"}


@pytest.mark.parametrize(
    ("what", "value", "words"),
    [
        ("colour", ' color:background-color="#FF0000"', "colour of the area"),
        ("width", "120", "size"),
        (
            "label",
            '<bpmndi:BPMNLabel><dc:Bounds x="1" y="1" width="9" height="9"/></bpmndi:BPMNLabel>',
            "place of the name",
        ),
        ("bend", "-0.5", "course"),
    ],
)
def test_colour_size_label_and_bends_are_drawn_anew(what, value, words):
    [(sort, _, _, properties)] = told(file(DRAWN.format(**USUAL)), file(DRAWN.format(**{**USUAL, what: value})))

    assert sort == "moved"
    assert list(properties) == [words]


def test_numbers_of_a_drawing_may_be_written_in_any_way():
    assert not difference(
        file(DRAWN.format(**USUAL)), file(DRAWN.format(**{**USUAL, "width": "100.000", "bend": "-0.0"}))
    )


def test_a_file_that_lost_its_drawing_says_so_once():
    bare = file(
        '<process id="p"><task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/></process>'
    )

    assert told(file(DRAWN.format(**USUAL)), bare) == [
        ("moved", "the file itself", "", {"has a drawing": ("Yes", None)})
    ]


@pytest.mark.parametrize(
    ("before", "after", "properties"),
    [
        (task(), task(**{"camunda:assignee": "x"}), {"assignee": (None, "x")}),
        (task(**{"camunda:formKey": "a.json"}), task(**{"camunda:formKey": "b.json"}), {"form": ("a.json", "b.json")}),
        (task("<documentation>Old</documentation>"), task("<documentation>New</documentation>"), {"description": ("Old", "New")}),
        (task(), task(completionQuantity="2"), {"tokens at the end": (None, "2")}),
        (
            task('<extensionElements><camunda:taskListener event="create" class="A"/></extensionElements>'),
            task(
                '<extensionElements><camunda:taskListener event="create" class="B"/>'
                '<camunda:taskListener event="create" class="A"/></extensionElements>'
            ),
            {"listener of the task “create”: Java class": (None, "B")},
        ),
        (
            task('<extensionElements><camunda:formData><camunda:formField id="days" label="Days"/></camunda:formData></extensionElements>'),
            task(
                '<extensionElements><camunda:formData><camunda:formField id="days" label="How many days">'
                '<camunda:validation><camunda:constraint name="required"/></camunda:validation></camunda:formField>'
                "</camunda:formData></extensionElements>"
            ),
            {
                "form field “days”: label": ("Days", "How many days"),
                "form field “days”: rules for the value: rule “required”": (None, "Yes"),
            },
        ),
        (
            task('<multiInstanceLoopCharacteristics isSequential="true"/>'),
            task("<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"),
            {"several times: how many times": (None, "3"), "several times: one after the other": ("Yes", None)},
        ),
        (task(), task("<standardLoopCharacteristics/>"), {"loop": (None, "Yes")}),
    ],
)  # fmt: skip
def test_invisible_properties_are_found_under_readers_names(before, after, properties):
    assert only(before, after) == properties


def test_an_event_that_reacts_to_something_else_is_told_in_words():
    timer = LEAVE.changed(
        "begin", inside="<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>"
    ).tree()
    message = file(
        '<message id="m" name="Order"/>'
        + _inner(LEAVE.changed("begin", inside='<messageEventDefinition messageRef="m"/>'))
    )

    assert told(timer, message) == [
        ("added", "message", "Order", {}),
        (
            "changed",
            "start event",
            "Asked",
            {
                "reacts to": ("timer", "message"),
                "message event: message": (None, "Order"),
                "timer: cycle": ("R/P1D", None),
            },
        ),
    ]


def _inner(sheet):
    return sheet.text().partition(">")[2].removesuffix("</definitions>")


FOREIGN = '<process id="p"><task id="t" xmlns:odd="https://odd.example/{space}" odd:weight="{weight}">{inside}</task></process>'


def test_what_no_one_here_knows_is_compared_too():
    inside = '<extensionElements><odd:thing kind="{}"><odd:part>{}</odd:part></odd:thing></extensionElements>'
    before = file(FOREIGN.format(space="x", weight="1", inside=inside.format("a", "one")))
    after = file(FOREIGN.format(space="x", weight="2", inside=inside.format("b", "two")))

    assert only(before, after) == {"weight": ("1", "2"), "thing: kind": ("a", "b"), "thing: part": ("one", "two")}


def test_defaults_of_bpmn_say_nothing_of_foreign_elements():
    inside = '<extensionElements><camunda:constraint name="size" {}/></extensionElements>'
    bare = task(inside.format(""))

    assert only(task(inside.format('maximum="1"')), bare) == {"rule “size”: maximum": ("1", None)}
    assert only(bare, task(inside.format('value=""'))) == {"rule “size”: value": (None, "")}
    assert only(bare, task()) == {"rule “size”": ("Yes", None)}


@pytest.mark.parametrize(
    ("element", "before", "after", "words"),
    [
        ("message", '<message id="m" name="A"/>', '<message id="m" name="B"/>', "name"),
        ("error of a process", '<error id="m" errorCode="A"/>', '<error id="m" errorCode="B"/>', "error code"),
        ("process", '<process id="m" isExecutable="true"/>', '<process id="m"/>', "executable"),
        (
            "data object",
            '<process id="p"><dataObject id="m"/></process>',
            '<process id="p"><dataObject id="m" isCollection="true"/></process>',
            "holds several",
        ),
        (
            "note",
            '<process id="p"><textAnnotation id="m"><text>A</text></textAnnotation></process>',
            '<process id="p"><textAnnotation id="m"><text>B</text></textAnnotation></process>',
            "text",
        ),
        (
            "group of elements",
            '<category id="c"><categoryValue id="v" value="A"/></category><process id="p"><group id="m" categoryValueRef="v"/></process>',
            '<category id="c"><categoryValue id="v" value="B"/></category><process id="p"><group id="m" categoryValueRef="v"/></process>',
            "name",
        ),
        (
            "pool",
            '<collaboration id="c"><participant id="m" processRef="p"/></collaboration><process id="p"/>',
            '<collaboration id="c"><participant id="m"/></collaboration><process id="p"/>',
            "process",
        ),
        (
            "message flow",
            '<collaboration id="c"><participant id="a"/><participant id="b"/><participant id="d"/><messageFlow id="m" sourceRef="a" targetRef="b"/></collaboration>',
            '<collaboration id="c"><participant id="a"/><participant id="b"/><participant id="d"/><messageFlow id="m" sourceRef="a" targetRef="d"/></collaboration>',
            "leads to",
        ),
    ],
)  # fmt: skip
def test_everything_that_is_drawn_or_named_is_compared(element, before, after, words):
    [(sort, kind, _, properties)] = told(file(before), file(after))

    assert (sort, kind, list(properties)) == ("changed", element, [words])


def test_a_node_drawn_into_a_sub_process_lies_elsewhere():
    process = '<process id="p">{}<subProcess id="s" name="Inner">{}</subProcess></process>'
    one = '<task id="t" name="Ask"/>'

    assert told(file(process.format(one, "")), file(process.format("", one))) == [
        ("changed", "task", "Ask", {"lies in": ("p", "Inner")})
    ]


SAME = [
    ('<process id="p" isClosed="false" processType="None"><task id="t"/></process>', '<process id="p"><task id="t" startQuantity="1"/></process>'),
    ('<process id="p" isExecutable="1"><task id="t"/></process>', '<process id="p" isExecutable="true"><task id="t"/></process>'),
    ('<process id="p"><task id="t" name="A  B"/></process>', '<process id="p"><task\n id="t" name="A&#10;B" ></task></process>'),
    ('<process id="p"><serviceTask id="t" implementation="##WebService"/></process>', '<process id="p"><serviceTask id="t"/></process>'),
    (
        '<process id="p"><startEvent id="t"><outgoing>f</outgoing></startEvent></process>',
        '<process id="p"><startEvent id="t" isInterrupting="true"/></process>',
    ),
    (
        '<process id="p"><task id="t" camunda:assignee="ali" camunda:exclusive="true"/></process>',
        '<process id="p"><task id="t" o:assignee="ali" xmlns:o="http://operaton.org/schema/1.0/bpmn"/></process>',
    ),
    (
        '<process id="p"><sequenceFlow id="f"><conditionExpression xsi:type="tFormalExpression">a</conditionExpression></sequenceFlow></process>',
        '<process id="p"><sequenceFlow id="f"><conditionExpression id="c"> a </conditionExpression></sequenceFlow></process>',
    ),
    (
        '<message id="m"/><process id="p"><receiveTask id="t" messageRef="m"/></process>',
        '<message id="m"/><process id="p"><receiveTask id="t" messageRef="q:m" xmlns:q="https://ravand.example/tests"/></process>',
    ),
    (
        '<process id="p"><endEvent id="e"><terminateEventDefinition/></endEvent></process>',
        '<process id="p"><endEvent id="e"><extensionElements/><terminateEventDefinition id="d1"/></endEvent></process>',
    ),
    (
        '<process id="p"><exclusiveGateway id="g" gatewayDirection="Diverging"/><sequenceFlow id="a" sourceRef="g"/><sequenceFlow id="b" sourceRef="g"/></process>',
        '<process id="p"><exclusiveGateway id="g"/><sequenceFlow id="a" sourceRef="g"/><sequenceFlow id="b" sourceRef="g"/></process>',
    ),
    (
        '<process id="p"><laneSet><lane id="l"><flowNodeRef>t</flowNodeRef><flowNodeRef>b</flowNodeRef><flowNodeRef>f</flowNodeRef></lane></laneSet><task id="t"/><boundaryEvent id="b" attachedToRef="t"/><sequenceFlow id="f"/></process>',
        '<process id="p"><laneSet><lane id="l"><flowNodeRef>t</flowNodeRef></lane></laneSet><task id="t"/><boundaryEvent id="b" attachedToRef="t"/><sequenceFlow id="f"/></process>',
    ),
    (
        '<process id="p"><laneSet><lane id="l"><flowNodeRef>s</flowNodeRef><flowNodeRef>t</flowNodeRef></lane></laneSet><subProcess id="s"><task id="t"/></subProcess></process>',
        '<process id="p"><laneSet><lane id="l"><flowNodeRef>s</flowNodeRef></lane></laneSet><subProcess id="s"><task id="t"/></subProcess></process>',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_another_spelling_of_the_same_is_no_difference(one, other):
    assert told(file(one), file(other)) == []


def test_prefixes_and_the_tool_make_no_difference():
    plain = tree(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="t"/></process></definitions>'
    )
    other = tree(
        '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" exporter="Other" exporterVersion="9" id="d">'
        '<b:process id="p"><b:task id="t"/></b:process></b:definitions>'
    )

    assert not difference(plain, other)


def test_ids_alone_are_no_difference_but_are_told():
    found = difference(LEAVE.tree(), renamed(LEAVE.tree()))

    assert found.changes == ()
    assert {(one.after.type, one.after.name) for one in found.identities} >= {("userTask", "Ask"), ("process", "Work")}
    assert len(found.identities) == 1 + len(LEAVE.nodes) + len(LEAVE.flows) + len(LEAVE.lanes)


def test_an_edit_is_found_under_new_ids_and_another_order_too():
    after = shuffled(renamed(LEAVE.changed("yes", condition="days &lt; 9").changed("grant", name="Grant leave").tree()))

    assert sorted(told(LEAVE.tree(), after)) == [
        (
            "changed",
            "sequence flow",
            "“yes”, from “Granted?” to “Grant leave”",
            {"condition": ("days < 5", "days < 9")},
        ),
        ("changed", "service task", "Grant leave", {"name": ("Grant", "Grant leave")}),
    ]


def test_what_has_no_name_is_told_apart_by_what_it_says():
    types = "".join(f'<itemDefinition id="type-{one}" structureRef="xsd:{one}"/>' for one in ("text", "number", "date"))
    event = '<startEvent id="{}"><timerEventDefinition><timeCycle>R/{}</timeCycle></timerEventDefinition></startEvent>'
    task = '<task id="t{}"><extensionElements><camunda:property name="x" value="{}"/></extensionElements></task>'
    inside = "".join(event.format(one, one) + task.format(one, one) for one in "abc")
    before = file(f'{types}<process id="p">{inside}</process>')

    for seed in range(5):
        assert not difference(before, shuffled(renamed(before), seed))


def test_a_new_id_of_one_element_is_an_identity_where_all_else_is_the_same():
    found = difference(LEAVE.tree(), tree(LEAVE.text().replace('"ask"', '"ask2"').replace(">ask<", ">ask2<")))

    assert found.changes == ()
    assert [(one.before.id, one.after.id) for one in found.identities] == [("ask", "ask2")]


def test_a_process_with_a_new_id_is_known_by_what_it_holds():
    found = difference(LEAVE.tree(), tree(LEAVE.text().replace('"work"', '"leave"')))

    assert found.changes == ()
    assert [(one.before.id, one.after.id, one.after.type) for one in found.identities] == [("work", "leave", "process")]


def test_an_end_that_was_deleted_and_another_that_was_drawn_elsewhere_are_two():
    moved = LEAVE.without("end").without("f5").without("f6")
    moved = Sheet(
        (*moved.nodes, Node("finish", "endEvent", at=(9, 9), lane="Staff")),
        (*moved.flows, Flow("f9", "ask", "finish")),
        LEAVE.lanes,
    )

    assert [(sort, kind) for sort, kind, _, _ in told(LEAVE.tree(), moved.tree())] == [
        ("added", "end event"),
        ("added", "sequence flow"),
        ("removed", "end event"),
        ("removed", "sequence flow"),
        ("removed", "sequence flow"),
    ]


@pytest.mark.parametrize("named", [True, False])
def test_two_thousand_nodes_under_new_ids_are_all_known_again(named):
    nodes = tuple(Node(f"n{number}", name=f"Step {number}" if named else "") for number in range(2_000))
    flows = tuple(Flow(f"f{number}", f"n{number}", f"n{number + 1}") for number in range(1_999))
    before = Sheet(nodes, flows)
    after = before.changed("n1000", attributes={"camunda:assignee": "ali"})

    there = difference(before.tree(), renamed(after.tree()))
    assert [(one.sort, one.before.id) for one in there.changes] == [("changed", "n1000")]
    assert len(there.identities) == 4_000


def test_ids_that_stand_twice_or_point_at_nothing_are_taken_as_they_are():
    odd = (
        '<process id="p"><task id="t"/><task id="t"/><task/><sequenceFlow sourceRef="t" targetRef="gone"/>'
        '<sequenceFlow id="" sourceRef="" /><boundaryEvent id="b" attachedToRef="b"/></process><process/><process id="p"/>'
    )

    assert not difference(file(odd), file(odd))


def test_a_difference_says_everything_as_json():
    [change] = difference(LEAVE.tree(), LEAVE.changed("f5", target="refuse", name="done").tree()).changes

    assert change.plain("en") == {
        "change": "changed",
        "id": "f5",
        "type": "sequenceFlow",
        "name": "done",
        "words": "sequence flow “done”, from “Grant” to “Refuse”",
        "before": {"id": "f5", "type": "sequenceFlow", "name": "", "line": 1},
        "after": {"id": "f5", "type": "sequenceFlow", "name": "done", "line": 1},
        "properties": [
            {
                "property": "name",
                "name": "name",
                "before": None,
                "after": "done",
                "before_name": None,
                "after_name": None,
            },
            {
                "property": "targetRef",
                "name": "leads to",
                "before": "end",
                "after": "refuse",
                "before_name": None,
                "after_name": "Refuse",
            },
        ],
        "redrawn": [],
    }


def test_readers_of_persian_read_persian():
    assert told(LEAVE.tree(), LEAVE.changed("f5", target="refuse").tree(), "fa") == [
        ("changed", "جریان", "از «Grant» به «Refuse»", {"می‌رسد به": ("end", "Refuse")})
    ]
