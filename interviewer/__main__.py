"""`python -m interviewer` is the command `interviewer`."""

import sys

from interviewer.cli import main

sys.exit(main())
