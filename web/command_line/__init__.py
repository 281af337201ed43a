"""One file per `ravand` command: its arguments and the engine function it calls; must not know pages."""
