"""Lists of words written as one string, for the lexicons of this package."""


def word_list(listed: str) -> tuple[str, ...]:
    """The words of a string, in order."""
    return tuple(listed.split())


def word_set(listed: str) -> frozenset[str]:
    """The words of a string, without order."""
    return frozenset(listed.split())
