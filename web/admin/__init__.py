"""The administrator's door: people, groups, roles, passwords; reads no case."""
