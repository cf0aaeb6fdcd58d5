"""A mock interviewer for machine-learning research interviews, at the desk."""

__version__ = "0.1.0"
