"""The staff's door: tasks to take and finish, cases to begin; decides nothing."""
