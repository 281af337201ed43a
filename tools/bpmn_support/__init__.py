"""Tries every element of BPMN in every place and writes down what came of it; must not know what should come."""
