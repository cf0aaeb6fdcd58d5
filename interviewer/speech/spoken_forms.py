"""Written text into words a voice can say: formulae and symbols spelled out, markup gone, one sentence at a time."""

import re
import unicodedata
from itertools import pairwise

from interviewer.content.symbols import GREEK, SYMBOLS

_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵀᵏᵗᵈᵐ", "0123456789+-niTktdm", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₜₘₓ", "0123456789+-ijkntmx", strict=True))
_SAID = {
    **SYMBOLS,
    "≤": "is less than or equal to", "≥": "is greater than or equal to", "⇒": "implies", "≪": "is much less than",
    "≫": "is much greater than", "∃": "there exists", "⊗": "times", "∘": "after", "∪": "union", "∩": "intersected with",
    "⊂": "is a subset of", "∉": "not in", "←": "becomes", "↔": "if and only if", "⇔": "if and only if", "∀": "for all",
    "≡": "is the same as", "∏": "product of", "⊥": "is orthogonal to", "¬": "not", "∅": "the empty set",
}  # fmt: skip
_MARKS = {"\u0302": " hat", "\u0304": " bar", "\u0303": " tilde", "\u0305": " bar", "\u0307": " dot"}
_ATOM = rf"(?:[A-Za-z0-9]|{'|'.join(sorted(set(GREEK.values()), key=len, reverse=True))}|infinity)"
_NAMES = "P|p|Pr|E|Var|var|Cov|cov|KL|exp|log|ln|sin|cos|tanh|max|min|argmax|argmin|softmax|sigmoid|tr|det|rank|diag|N"
_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern, re.MULTILINE), said) for pattern, said in pairs)


_MARKUP = _rules(
    (r"```.*?```|^\s*(?:[-*_]\s*){3,}$|<[/a-zA-Z][^<>]*>", " "),
    (r"!?\[([^\]]*)\]\([^)\s]*\)", r"\1"),
    (r"(?<=\S)[ \t]*\n\s*(?:[-*•]|\d+\.)\s+", ", "),
    (r"^\s*(?:#{1,6}|>|[-*•]|\d+\.)\s+", ""),
    (r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2"),
    (r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=\S)\*(?![\w*])|(?<![\w_|])_(?=[^\s_])([^_{}]+)(?<=\S)_(?![\w_{])", r"\1\2"),
    (r"`([^`]*)`", r"\1"),
    (r"\$\$?|\\[()\[\],;!]|~~", " "),
    (r"https?://\S+", "the link on the screen"),
)
_LATEX = _rules(
    (r"\\\|", "||"),
    (r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r" \1 over \2 "),
    (r"\\sqrt\s*\{([^{}]*)\}", r" √(\1) "),
    (r"\\(?:hat|widehat)\s*\{?(\\?\w+)\}?", r"\1 hat"),
    (r"\\bar\s*\{?(\\?\w+)\}?", r"\1 bar"),
    (r"\\(?:mathbf|mathrm|mathcal|mathbb|text|vec|boldsymbol|operatorname|left|right)\b", ""),
    (r"\\leq?\b", "≤"), (r"\\geq?\b", "≥"), (r"\\neq?\b", "≠"), (r"\\mid\b", "|"), (r"\\nabla\b", "∇"),
    (r"\\propto\b", "∝"), (r"\\(?:cdot|times)\b", "×"), (r"\\top\b", "T"), (r"\\int\b", "∫"), (r"\\sum\b", "∑"),
    (r"\\partial\b", "∂"), (r"\\infty\b", "∞"), (r"\\approx\b", "≈"), (r"\\sim\b", "∼"),
    (r"\\(?:to|rightarrow)\b", "→"),
    (r"\\([A-Za-z]+)", r" \1 "),
)  # fmt: skip
_SHORT = _rules(
    (r"\be\.\s?g\.,?", "for example"), (r"\bi\.\s?e\.,?", "that is"),
    (r"\betc\.(?=\s+[A-Z]|\s*$)", "et cetera."), (r"\betc\.", "et cetera"),
    (r"\bvs\.?(?=\s)", "versus"), (r"\bw\.?r\.?t\.?(?=\s)", "with respect to"), (r"\bcf\.", "compare"),
    (r"\bet al\.(?=\s+[A-Z][a-z]|\s*$)", "and colleagues."), (r"\bet al\.?", "and colleagues"),
    (r"\b[Ff]igs?\.(?=\s*\d)", "figure"), (r"\b[Ee]qs?\.(?=\s*\(?\d)", "equation"),
    (r"\b[Ss]ecs?\.(?=\s*\d)", "section"),
    (r"\b([ap])\.\s?m\.(?=\s+[A-Z]|\s*$)", r"\1 m."), (r"\b([ap])\.\s?m\.", r"\1 m"),
    (r"\bi\.?i\.?d\.?(?=[\s,.;])", "I I D"), (r"\bapprox\.", "approximately"), (r"\bresp\.", "respectively"),
    (r"\bA/B\b", "A B"), (r"\band/or\b", "and or"), (r"\bL([0-9])\b", r"L \1"), (r"\bF1\b", "F 1"),
)  # fmt: skip
_WORDS_IN_CAPITALS = frozenset(("MAP", "LASSO", "ADAM", "ELBO", "GAN", "BERT", "AND", "OR", "NOT", "BIC", "PAC"))
_ACRONYM = re.compile(r"\b[A-Z]{2,5}(?=s?\b)")
_OPEN = "\x01"
"""A bracket that has been said as "of" and is not to be heard again."""
_SUMS = _rules((r"[∑Σ]_\{?(\w+)\}?", r" the sum over \1 of "), (r"∏_\{?(\w+)\}?", r" the product over \1 of "))
_NORM = r"\|\|([^|()]{1,40})\|\|"
_NORMS = {
    "0": "zero",
    "1": "one",
    "2": "two",
    "infinity": "infinity",
    "F": "Frobenius",
    "p": "p",
    "q": "q",
    "*": "nuclear",
}
_FORMULA = _rules(
    *(
        (_NORM + form, f" the {squared}{said} norm of \\1 ")
        for name, said in _NORMS.items()
        for form, squared in (
            (rf"_\{{?\s*{re.escape(name)}\s*\}}?\^\{{?2\}}?", "squared "),
            (rf"\^\{{?2\}}?_\{{?\s*{re.escape(name)}\s*\}}?", "squared "),
            (rf"_\{{?\s*{re.escape(name)}(?![\w])\s*\}}?", ""),
        )
    ),
    (r"\|\|([^|()]{1,40})\|\|(?:_\{?\w\}?)?\^\{?2\}?", r" the squared norm of \1 "),
    (r"\|\|([^|()]{1,40})\|\|(?:_\{?\w\}?)?", r" the norm of \1 "),
    (r"(?<=\w)\s*\|\|\s*(?=\w)", " against "),
    (rf"\)\s*(?=(?:{_NAMES}|{_ATOM})[\[(])", ") times "),
    (rf"\b({_NAMES}|[a-zA-Z])_(\w)\s*[\[(]", rf"\1 \2 of {_OPEN}"),
    (r"\b([a-zA-Z])'\(", rf"\1 prime of {_OPEN}"),
    (r"\b[O𝒪]\(", f" order {_OPEN}"),
    (rf"\b({_NAMES}|{_ATOM})[\[(](?=[^)\]]*[)\]])", rf"\1 of {_OPEN}"),
    (r"(?<=[\w)])\s*\|\s*(?=[\w(])", " given "),
    (r"\(([^()]*)\)\s*\^\{-1\}\s*(?=[\w(])", r" the inverse of \1, times "),
    (r"\(([^()]*)\)\s*\^\{-1\}", r" the inverse of \1 "),
    (rf"(?<=[\d)}}\]])\s*/\s*|\b({_ATOM})\s*/\s*(?=\(|\s(?:square|partial|gradient)|the\b|{_ATOM}\b)", r" \1 over "),
    (r"[\])]\s*\^\{?2\}?", ", squared "),
    (r"\^\{?-1\}?", " inverse "), (r"\^\{?-T\}?", " inverse transpose "), (r"\^\{?T\b\}?", " transpose "),
    (r"(?:\^|\*\*)\{?2\b\}?", " squared "), (r"(?:\^|\*\*)\{?3\b\}?", " cubed "),
    (r"(?:\^|\*\*)\{?-(\w+)\}?", r" to the minus \1 "), (r"(?:\^|\*\*)\{([^{}]*)\}", r" to the \1 "),
    (r"\^|\*\*", " to the "),
    (r"(?<=\w)_\{([^{}]*)\}", r" \1 "), (r"(?<=\w)_(?=\w)", " "), (r"[{}\\]", " "),
    (r"(?<=\d)e-(\d+)\b", r" times 10 to the minus \1"),
    (r"<->|<=>", " if and only if "), (r"<-", " becomes "), (r"=>", " implies "), (r"-{1,2}>", " to "),
    (r"<=", " is less than or equal to "), (r">=", " is greater than or equal to "), (r"!=", " is not equal to "),
    (r":=|==?", " equals "), (r"<", " is less than "), (r">", " is greater than "),
    (r"~(?=\s*\d)", " about "), (r"~", " is distributed as "),
    (r"(?<=\d)\s*[-–]\s*(?=\d)", " to "), (r"(?<=\d)\s*%", " percent"), (r"(?<=\d)\s*x\s*(?=\d)", " by "),
    (rf"\b({_ATOM})\s*[-−]\s*(?=\d)", r"\1 minus "),
    (rf"\b(\d*{_ATOM}|squared|cubed|transpose|inverse)\s+-\s+(?={_ATOM}\b|\d|\()", r"\1 minus "),
    (r"−|(?<=[\d)] )-(?= [\w(])|(?<=[(=,])\s*-(?=\w)|(?<=\s)-(?=\d)", " minus "),
    (r"(?<=\w)/(?=\w)", " "), (r"(?<=[\w)])\s*\*\s*(?=[\w(])", " times "), (r"\+", " plus "), (r"&", " and "),
    (r"(?<=[a-z]),(?=[a-z])", ", "),
)  # fmt: skip
_TIDY = _rules(
    (r"\s[–—-]\s|—|…|\.\.\.", ", "),
    (r"(?<=[\w,]) \((?=[A-Za-z][a-z]*[ ,)])([^()]*[a-z]{3}[^()]*)\)(?=\s)", r", \1,"),
    (r"[()\[\]|*_#`^~\x01]", " "),
    (r"\s+", " "), (r"\s+(?=[,.;:!?])", ""), (r"[,;:]+(?=[,.;:!?])", ""), (r"^[\s,;:]+|[\s,;]+$", ""),
)  # fmt: skip
_END = re.compile(r"(?P<mark>[.!?:])[\"'”’)]?\s+|\n\s*\n|\n(?=\s*(?:[-*•]|\d+\.)\s)")
_WORD_BEFORE = r"(?:^|[\s(\"'“‘])"
_INSIDE = re.compile(
    rf"{_WORD_BEFORE}(?:vs|e\.\s?g|i\.\s?e|i\.?i\.?d|w\.?r\.?t|cf|al|figs?|eqs?|secs?|chs?|pp?|dr|prof|mr|mrs|ms|st"
    r"|approx|resp)$",
    re.IGNORECASE,
)
"""Abbreviations that end no sentence."""
_EITHER = re.compile(rf"{_WORD_BEFORE}(?:etc|[ap]\.\s?m|[A-Za-z]\.[A-Za-z])$", re.IGNORECASE)
"""Abbreviations that end one when a new one seems to begin."""
_BREATH = re.compile(r"(?<=;)\s|(?<=,)\s(?![^()]*\))")
LONGEST = 220
"""Characters a voice is given at once."""


def spoken_form(text: str) -> str:
    """The text as a voice should say it: "p(y|x)" becomes "p of y given x"; numbers are left to the voice."""
    text = _apply(unicodedata.normalize("NFC", text).replace("‖", "||"), _MARKUP)
    text = _apply(text, _LATEX) if "\\" in text else text
    text = _scripts(_scripts(text, _RAISED, "^"), _LOWERED, "_")
    text = _apply(_apply(_marked(text), _SHORT), _SUMS)
    text = "".join(f" {_SAID[c]} " if c in _SAID else c for c in text)
    text = _apply(unicodedata.normalize("NFKC", text), _FORMULA)
    text = _ACRONYM.sub(lambda found: _spelled(found.group()), text)
    return _apply(text, _TIDY)


def sentences(text: str, longest: int = LONGEST) -> tuple[str, ...]:
    """A text as a voice gets it: its sentences as they are written, very long ones cut where one breathes. Other than
    the grader's they end at colons, and not at wrapped lines or further abbreviations, where a stop would be heard."""
    starts = [0, *(found.end() for found in _END.finditer(text) if _ends(text, found)), len(text)]
    written = (text[start:end].strip() for start, end in pairwise(starts))
    return tuple(piece for sentence in written for piece in _breaths(sentence, longest))


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence ends here, rather than an abbreviation: "vs. VI", "et al. (2017)", "Fig. 3"."""
    if found["mark"] != ".":
        return True
    before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 2]
    number = re.search(r"(?:^|\s)no$", before, re.I) and after[:1].isdigit()
    fresh = after.lstrip("\"'“‘(")[:1].isupper()
    return not (_INSIDE.search(before) or number) and (fresh or _EITHER.search(before) is None)


def _apply(text: str, rules: _Rules) -> str:
    for pattern, said in rules:
        text = pattern.sub(said, text)
    return text


def _scripts(text: str, letters: dict[str, str], mark: str) -> str:
    run = re.compile(f"[{''.join(letters)}]+")
    return run.sub(lambda found: f"{mark}{{{''.join(letters[c] for c in found.group())}}}", text)


def _marked(text: str) -> str:
    """Letters with a mark above in words: a hat, a bar."""
    apart = "".join(unicodedata.normalize("NFD", c) if c in "ŷŵẑĉỹẏẋȳ" else c for c in text)
    return "".join(_MARKS.get(c, c) for c in apart)


def _spelled(word: str) -> str:
    return word if word in _WORDS_IN_CAPITALS else " ".join(word)


def _breaths(sentence: str, longest: int) -> tuple[str, ...]:
    if len(sentence) <= longest:
        return (sentence,) if sentence else ()
    pieces = [""]
    for part in _BREATH.split(sentence):
        joined = f"{pieces[-1]} {part}".strip()
        pieces = [*pieces[:-1], joined] if len(joined) <= longest else [*pieces, part]
    return tuple(piece for piece in pieces if piece)
