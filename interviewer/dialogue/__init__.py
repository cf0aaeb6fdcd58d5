"""The interview itself, without I/O: inputs come in, events go out, and time is a number."""
