"""A service with outside work for existing workers to answer: answered, refused by an error, or tried a second time."""

from dataclasses import asdict, dataclass

TEMPLATE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
             targetNamespace="https://ravand.example/clients">
  <error id="unknown" name="unknown" errorCode="unknown"/>
  <process id="{key}" name="{name}" isExecutable="true" camunda:versionTag="1.0">
    <startEvent id="begin"/>
    <sequenceFlow id="to_ask" sourceRef="begin" targetRef="ask"/>
    <serviceTask id="ask" name="{ask}" camunda:type="external" camunda:topic="{topic}">
      <extensionElements>
        <camunda:properties><camunda:property name="office" value="{office}"/></camunda:properties>
      </extensionElements>
    </serviceTask>
    <boundaryEvent id="nobody" attachedToRef="ask"><errorEventDefinition errorRef="unknown"/></boundaryEvent>
    <sequenceFlow id="to_done" sourceRef="ask" targetRef="done"/>
    <sequenceFlow id="to_refused" sourceRef="nobody" targetRef="refused"/>
    <endEvent id="done"/>
    <endEvent id="refused"/>
  </process>
</definitions>
"""


@dataclass(frozen=True)
class Inquiry:
    """What a worker's script is told: the words of a service, and the values that go through it."""

    key: str
    name: str
    ask: str
    topic: str
    office: str
    business_key: str
    applicant: str
    answer: str

    def told(self, url: str, mark: str) -> dict[str, str]:
        """Return what the script needs; `mark` keeps two tellings apart."""
        own = {**asdict(self), "key": f"{self.key}-{mark}", "topic": f"{self.topic}-{mark}"}
        return {**own, "url": f"{url}/engine-rest", "diagram": TEMPLATE.format_map(own)}


ENGLISH = Inquiry(
    key="address-inquiry", name="Address", ask="Ask the register", topic="address", office="Post",
    business_key="A/2026-4", applicant="Sara", answer="confirmed",
)  # fmt: skip
PERSIAN = Inquiry(
    key="استعلام-نشانی", name="استعلام نشانی", ask="پرسش از سامانه", topic="نشانی", office="ادارهٔ پست",
    business_key="م/۱۴۰۵-۴", applicant="سارا محمدی", answer="تأیید شد — «کد ۷۱»",
)  # fmt: skip
