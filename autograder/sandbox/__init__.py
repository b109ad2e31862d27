"""The trusted side of the sandbox: supervisor, wire format, start-up probe."""
