"""What `make fuzz` is made of: inputs that are bred from real drawings, and the promise that each of them must keep."""
