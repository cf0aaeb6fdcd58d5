"""What each command does, one module a family of commands; imported only when the command runs."""
