"""What authors write: questions, problems, personas and the rubric, as checked, frozen values."""
