"""A small service for clients to drive: two user tasks one after the other, named in any language."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

TEMPLATE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
             targetNamespace="https://ravand.example/clients">
  <process id="{key}" name="{name}" isExecutable="true" camunda:versionTag="1.0">
    <startEvent id="begin" name="{begin}"/>
    <sequenceFlow id="to_check" sourceRef="begin" targetRef="check"/>
    <userTask id="check" name="{check}" camunda:candidateGroups="ثبت احوال"/>
    <sequenceFlow id="to_decide" sourceRef="check" targetRef="decide"/>
    <userTask id="decide" name="{decide}" camunda:assignee="supervisor"/>
    <sequenceFlow id="to_end" sourceRef="decide" targetRef="done"/>
    <endEvent id="done" name="{done}"/>
  </process>
</definitions>
"""


@dataclass(frozen=True)
class Story:
    """What a client's script is told: the words of a service, and the values that go through it."""

    file: str
    key: str
    name: str
    begin: str
    check: str
    decide: str
    done: str
    business_key: str
    applicant: str
    remark: str

    def told(self, url: str, folder: Path, mark: str) -> dict[str, str]:
        """Write the diagram into a folder and return what the script needs; `mark` keeps two tellings apart."""
        own = replace(self, key=f"{self.key}-{mark}", name=f"{self.name} {mark}")
        path = folder / self.file
        path.write_text(TEMPLATE.format_map(asdict(own)), encoding="utf-8")
        return {**asdict(own), "url": url, "path": str(path)}


ENGLISH = Story(
    file="leave-request.bpmn", key="leave-request", name="Leave request", begin="Asked", check="Check the request",
    decide="Decide", done="Decided", business_key="LR/2026-17", applicant="Sara", remark="Two days, please",
)  # fmt: skip
PERSIAN = Story(
    file="درخواست مرخصی.bpmn", key="درخواست-مرخصی", name="درخواست مرخصی", begin="درخواست شد", check="بررسی درخواست",
    decide="تصمیم‌گیری", done="تصمیم گرفته شد", business_key="م/۱۴۰۵-۱۷", applicant="سارا محمدی",
    remark="دو روز، لطفاً — «پایان هفته»",
)  # fmt: skip
