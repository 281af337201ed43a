"""What the features of BPMN's elements rest on: drawings, places, steps; and the page written from them."""
