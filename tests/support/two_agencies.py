"""Two agencies that each have one of everything, so that a test can knock with the wrong one's ids."""

from dataclasses import dataclass, replace
from datetime import timedelta

from engine import context, definitions, execution, text
from engine.actor import Actor, system
from engine.execution import accounts as commands
from engine.execution import external_changes, external_work, failing, jobs, leases
from engine.identity import Permission, accounts, allowed, tokens

UNKNOWN = "0" * 32
EVERYBODY = "analyst,clerk,supervisor,auditor,admin,citizen,clerk2,auditor2"
DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  id="d-{key}" targetNamespace="https://ravand.example/{key}">
  <process id="{key}" name="{key}" isExecutable="true">
    <startEvent id="begin"/>
    <sequenceFlow id="f0" sourceRef="begin" targetRef="both"/>
    <parallelGateway id="both"/>
    <sequenceFlow id="f1" sourceRef="both" targetRef="work"/>
    <sequenceFlow id="f3" sourceRef="both" targetRef="ask"/>
    <serviceTask id="ask" name="Ask" camunda:type="external" camunda:topic="ask"/>
    <sequenceFlow id="f4" sourceRef="ask" targetRef="asked"/>
    <endEvent id="asked"/>
    <sequenceFlow id="f5" sourceRef="both" targetRef="rest"/>
    <intermediateCatchEvent id="rest" name="Rest"><timerEventDefinition><timeDuration>P30D</timeDuration>
    </timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="f6" sourceRef="rest" targetRef="rested"/>
    <endEvent id="rested"/>
    <userTask id="work" name="Work" camunda:candidateUsers="{everybody}"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="done"/>
    <endEvent id="done"/>
  </process>
</definitions>
"""


DECISION = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d-{key}" name="{key}"
  namespace="https://ravand.example/{key}"><decision id="{key}" name="{key}"><literalExpression><text>1</text>
  </literalExpression></decision></definitions>"""


@dataclass(frozen=True, slots=True)
class Belongings:
    """The ids of one thing of each kind of an agency; `task` and `case` belong together."""

    agency: str
    service: str
    group: str
    person: str
    deployment: str
    resource: str
    version: str
    case: str
    task: str
    outside: str
    job: str
    incident: str
    token: str
    decision: str = UNKNOWN

    @property
    def outside_log(self):
        """The place in the record at which the case began to wait for its outside work."""
        return f"{self.case}:7"

    @property
    def job_log(self):
        """The place in the record at which the case began to wait for its timer."""
        return f"{self.case}:8"


NOBODYS = Belongings(UNKNOWN, "nothing", "nothing", *([UNKNOWN] * 10))


class TwoAgencies:
    """Furnishes both agencies of the demonstration, and gives a fresh case or version when one was used up."""

    def __init__(self, database):
        self.database = database
        with context.reading(database, system("")) as ctx:
            self.people = {one.username: one for one in accounts.demo_people(ctx)}
        self.mine = self._furnish("clerk", "matter", "Only here")
        self.other = self._furnish("clerk2", "affair", "Only there")

    def actor(self, username) -> Actor:
        return self.people[username].acting("page")

    def fresh(self, username, belongings, *, service="", owner=""):
        """The same belongings with a new case of this person, a new person, and a "draft" or "published" service."""
        case, task, outside, job, incident = self._begin(username, belongings.version)
        person = self._hire(belongings.agency, f"temporary.{case[-12:]}")
        token = self._issue(owner or username)
        fresh = replace(belongings, case=case, task=task, outside=outside, person=person, token=token)
        fresh = replace(fresh, job=job, incident=incident)
        if not service:
            return fresh
        deployment, resource, version = self._deploy(belongings.agency, f"draft-{case}", note="fresh")
        if service == "published":
            self._publish(belongings.agency, version)
        return replace(fresh, service=f"draft-{case}", deployment=deployment, resource=resource, version=version)

    def claim(self, username, task):
        with context.transaction(self.database, self.actor(username)) as ctx:
            execution.claim(ctx, task)

    def _furnish(self, clerk, key, group):
        agency = self.people[clerk].agency
        deployment, resource, version = self._deploy(agency, key, note="first")
        self._publish(agency, version)
        with context.transaction(self.database, system(agency)) as ctx:
            commands.ensure_group(ctx, group)
        case, task, outside, job, incident = self._begin(clerk, version)
        person = self._hire(agency, f"other.{key}")
        group_key, token = text.normalise(group), self._issue(clerk)
        things = (agency, key, group_key, person, deployment, resource, version, case, task, outside, job, incident)
        return Belongings(*things, token, self._decide(agency, key))

    def _decide(self, agency, key):
        """Return a published decision whose key is that of the service."""
        with context.transaction(self.database, system(agency)) as ctx:
            made = definitions.import_files(
                ctx, {"fee.dmn": DECISION.format(key=key).encode()}, name=key, source="test"
            )
            [decision] = execution.publish_decisions(ctx, made.id)
        return decision.id

    def _deploy(self, agency, key, note):
        drawing = DRAWING.format(key=key, everybody=EVERYBODY) + f"<!-- {note} -->"
        with context.transaction(self.database, system(agency)) as ctx:
            made = definitions.import_files(ctx, {f"{key}.bpmn": drawing.encode()}, name=key, source="test")
            [resource] = definitions.resources(ctx, made.id)
        return made.id, resource.id, made.versions[0].id

    def _publish(self, agency, version):
        with context.transaction(self.database, system(agency)) as ctx:
            execution.publish(ctx, version)

    def _begin(self, username, version):
        with context.transaction(self.database, self.actor(username)) as ctx:
            begun = execution.start_instance(ctx, version, {})
        return begun.instance, begun.opened[0].id, self._lock(begun), *self._fail(begun)

    def _fail(self, begun):
        """Return the case's timer, and the incident of a message that could not be sent."""
        case = begun.case
        with context.transaction(self.database, system(case.agency)) as ctx:
            (timer,) = jobs.of_case(ctx, case.id)
            message = jobs.made(
                id=f"{case.id}.sent",
                agency=case.agency,
                lock=f"{case.id}.sent",
                instance=case.id,
                definition=case.definition,
                process_key=case.process_key,
                kind="message",
                element="work",
                due_at=ctx.at,
                created_at=ctx.at,
                tries_left=1,
            )
            jobs.write(ctx, [message])
            claimed = [job for job in leases.claim(ctx, "w", ["message"], most=9) if job.id == message.id]
            failing.fail(ctx, claimed[0], ValueError("nobody answers"))
        return timer.id, message.id

    def _lock(self, begun):
        """Return the case's outside work, locked for the worker "w"."""
        with context.transaction(self.database, system(begun.case.agency)) as ctx:
            wanted = external_changes.Tasks(also=(("instance", "eq", begun.instance),))
            (found,) = external_changes.external_tasks_where(ctx, wanted, limit=2)
            external_work.lock(ctx, found.id, "w", timedelta(hours=1))
            return found.id

    def _issue(self, username):
        """Return the id of a new token of this person, or nothing where they may not have one."""
        with context.transaction(self.database, self.actor(username)) as ctx:
            if not allowed(ctx.actor, Permission.OWN_TOKEN_ISSUE):
                return UNKNOWN
            commands.issue_token(ctx, "test", 1)
            return tokens.tokens(ctx, ctx.actor.id)[-1].id

    def _hire(self, agency, username):
        with context.transaction(self.database, system(agency)) as ctx:
            return commands.create_user(ctx, username=username, name="X", password_hash="x", roles={"clerk"}).id
