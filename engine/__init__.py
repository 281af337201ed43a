"""The BPM engine of Ravand: knows BPMN, the calendar and the law; must not know Flask."""
