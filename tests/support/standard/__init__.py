"""Models made by chance: valid after BPMN 2.0.2, and the same with one known violation of it."""
