"""No test calls a model beyond this machine, whatever is configured on it."""

import os

os.environ["INTERVIEWER_LOOPBACK_ONLY"] = "1"
for variable in ("INTERVIEWER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
    os.environ.pop(variable, None)
