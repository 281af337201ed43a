"""The auditor's door: cases, what happened in them step by step, and proof; changes a case only by commands."""
