"""Sound to turns: frames, spans, endpointing and fluency, as pure functions over numbers."""
