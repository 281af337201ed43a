"""What the product costs: processor time, statements, bytes, memory; never asserts, only prints."""
