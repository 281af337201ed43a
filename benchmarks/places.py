"""Where benchmarks run: a fresh database of each kind with the demonstration's people and a small process."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from engine import db, definitions, execution, migrations, seed
from engine.actor import Actor, system
from engine.config import Settings
from engine.context import reading, transaction
from engine.identity import ROLES, agencies, person
from tools.postgresql import PostgreSQL

#: A user task, an exclusive gateway, a script and ends, as in the sketch that the targets come from.
SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 targetNamespace="https://ravand.example/bench"><process id="small" isExecutable="true"><startEvent id="begin"/>
<userTask id="fill" name="Fill" camunda:candidateGroups="ثبت احوال"/><exclusiveGateway id="large" default="no"/>
<scriptTask id="price" scriptFormat="feel"><script>{total: amount * 2}</script></scriptTask>
<endEvent id="paid"/><endEvent id="short"/>
<sequenceFlow id="a" sourceRef="begin" targetRef="fill"/><sequenceFlow id="b" sourceRef="fill" targetRef="large"/>
<sequenceFlow id="yes" sourceRef="large" targetRef="price"><conditionExpression>amount &gt; 10</conditionExpression>
</sequenceFlow><sequenceFlow id="no" sourceRef="large" targetRef="short"/>
<sequenceFlow id="c" sourceRef="price" targetRef="paid"/></process></definitions>"""


def line(tasks: int) -> str:
    """Return a process of so many user tasks in a row."""
    nodes = "".join(f'<userTask id="t{n}" camunda:candidateGroups="ثبت احوال"/>' for n in range(tasks))
    names = ["begin", *(f"t{n}" for n in range(tasks)), "done"]
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{source}" targetRef="{target}"/>'
        for n, (source, target) in enumerate(pairwise(names))
    )
    return _process(f"line-{tasks}", f'<startEvent id="begin"/>{nodes}<endEvent id="done"/>{flows}')


def wide(width: int) -> str:
    """Return a process of one user task repeated so many times at once."""
    return _process(
        f"wide-{width}",
        '<startEvent id="begin"/><userTask id="review" camunda:candidateGroups="ثبت احوال">'
        f"<multiInstanceLoopCharacteristics><loopCardinality>{width}</loopCardinality>"
        '</multiInstanceLoopCharacteristics></userTask><endEvent id="done"/>'
        '<sequenceFlow id="a" sourceRef="begin" targetRef="review"/>'
        '<sequenceFlow id="b" sourceRef="review" targetRef="done"/>',
    )


def _process(key: str, body: str) -> str:
    head, _, _ = SMALL.partition("<process")
    return f'{head}<process id="{key}" isExecutable="true">{body}</process></definitions>'


class Place:
    """One database with people; everybody of the bench is one person who has every role."""

    def __init__(self, kind: str, url: str) -> None:
        """Prepare the database at `url`, as Settings takes it."""
        self.kind, self.url = kind, url
        self.database = db.Database(Settings(database_url=url).database())
        migrations.upgrade(self.database)
        seed.people(self.database)
        with reading(self.database, system("")) as ctx:
            agency = next(one.id for one in agencies(ctx) if one.slug == "shiraz")
        with reading(self.database, system(agency)) as ctx:
            one = person(ctx, "supervisor")
        self.actor = Actor(
            one.id, one.username, one.name, agency, frozenset(ROLES) - {"system"}, one.groups, channel="api"
        )

    def publish(self, drawing: str) -> str:
        """Publish a process and return its key."""
        with transaction(self.database, self.actor) as ctx:
            made = definitions.import_files(ctx, {"bench.bpmn": drawing.encode()}, name="bench", source="bench")
            version = made.versions[0]
            return (execution.publish(ctx, version.id) if version.state == definitions.DRAFT else version).key


@contextmanager
def places() -> Iterator[list[Place]]:
    """Give a fresh durable database of each kind."""
    with TemporaryDirectory() as folder, PostgreSQL(durable=True) as server:
        made = [
            Place("sqlite", f"sqlite:///{Path(folder) / 'ravand.sqlite'}"),
            Place("postgresql", server.create("bench")),
        ]
        yield made
        for place in made:
            place.database.close()
