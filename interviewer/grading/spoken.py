"""Typed mathematics, contractions and symbols into the plain lower-case words somebody would speak."""

import re
import unicodedata

from interviewer.content.symbols import SYMBOLS
from interviewer.grading.wordlists import word_list

_SYMBOLS = {
    **{symbol: f" {said} " for symbol, said in SYMBOLS.items()},
    "−": " - ", "–": " - ", "—": " , ", "’": "'", "‘": "'", "“": '"', "”": '"', "…": " , ",
}  # fmt: skip
_SYMBOL = re.compile("|".join(sorted(map(re.escape, _SYMBOLS), key=len, reverse=True)))
_LATEX = (
    (r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r" (\1)/(\2) "),
    (r"\\sqrt\s*\{([^{}]*)\}", r" square root of \1 "),
    (r"\\(?:mathbf|mathrm|mathcal|mathbb|text|hat|bar|vec|boldsymbol|operatorname)\b", " "),
    (r"\\(?:leq?|leqslant)\b", " at most "), (r"\\(?:geq?|geqslant)\b", " at least "),
    (r"\\neq?\b", " is not equal to "), (r"\\(?:mid|vert)\b", " given "), (r"\\nabla\b", " gradient of "),
    (r"\\propto\b", " is proportional to "), (r"\\(?:cdot|times|odot)\b", " times "),
    (r"\\(?:top|intercal)\b", " transpose "), (r"\\int\b", " integral of "), (r"\\sum\b", " sum of "),
    (r"\\prod\b", " product of "), (r"\\infty\b", " infinity "), (r"\\partial\b", " partial "),
    (r"\\approx\b", " is approximately "), (r"\\sim\b", " is distributed as "),
    (r"\\(?:to|rightarrow)\b", " to "), (r"\\lVert|\\rVert|\\\|", " norm "), (r"\\([a-zA-Z]+)", r" \1 "),
)  # fmt: skip
_ATOM = r"(?:[a-z]|\d+|alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|pi|rho|sigma|tau|phi|psi|omega)"
_FORMULA = (
    (r"\|\|([^|]{1,40})\|\|", r" norm of \1 "),
    (r"\b(p|pr|prob|e|var|cov|q|n|f)\s*[\(\[]([^()\[\]|]{1,60})\|", r" \1 of \2 given "),
    (r"(?<=[\w)])\s*\|\s*(?=\w)", " given "),
    (r"\b(?:argmin|arg min)\b", " argument minimum "), (r"\b(?:argmax|arg max)\b", " argument maximum "),
    (r"\bbig o\b", " order "), (r"\b[oO]\s*\(", " order ("),
    (r"\bsqrt\s*\(?", " square root of "), (r"\bexp\s*\(", " exponential of ("), (r"\blog\s*\(", " log of ("),
    (r"\^\s*\{?\s*\(?\s*-\s*1\s*\)?\s*\}?", " inverse "), (r"\^\s*\{?\s*-\s*t\s*\}?", " inverse transpose "),
    (r"\^\s*\{?\s*(?:t|top|transpose)\b\s*\}?", " transpose "), (r"(?<=[a-z)])'(?=\s*[a-z(])(?!s\b)", " transpose "),
    (r"(\^|\*\*)\s*\{?\s*2\b\s*\}?", " squared "), (r"\^\s*\{?\s*3\b\s*\}?", " cubed "), (r"\^|\*\*", " to the "),
    (r"<->|<=>", " if and only if "), (r"<-", " becomes "), (r"=>|->|-->", " so "), (r"<=|=<", " at most "),
    (r">=", " at least "), (r"!=", " is not equal to "), (r"==?|:=", " equals "), (r"~", " is distributed as "),
    (r"<<", " much less than "), (r">>", " much greater than "), (r"<", " less than "), (r">", " greater than "),
    (r"\b([a-z])\s*\(\s*", r" \1 of ( "), (r"(?<=[\w)}])\s*/\s*(?=[\d(])|(?<=[\d)])\s*/\s*(?=[\w(])", " over "),
    (rf"\b({_ATOM})\s*/\s*({_ATOM})\b", r" \1 over \2 "), (r"\*", " times "), (r"\+", " plus "),
    (rf"(?<![a-z])({_ATOM}|inverse|transpose|squared)(\s*[}})])?\s*-\s*(?={_ATOM}\b|[({{])", r"\1 minus "),
    (r"(?<=\s)-\s*(?=[a-z0-9({])", " minus "), (r"(?<=[(={,])\s*-\s*(?=[a-z0-9({])", " minus "),
    (r"_", " "), (r"(\d)\s*%", r"\1 percent "), (r"&", " and "),
)  # fmt: skip
_CONTRACTION = (
    (r"\b(ca)n't\b|\bcannot\b|\bcant\b", "can not"), (r"\bwon't\b|\bwont\b", "will not"), (r"\bshan't\b", "shall not"),
    (r"\bain't\b", "is not"), (r"n't\b", " not"),
    (r"\b(is|are|was|were|do|does|did|has|have|had|would|should|could|must|need)nt\b", r"\1 not"),
    (r"'re\b", " are"), (r"'ll\b", " will"), (r"'ve\b", " have"), (r"'m\b", " am"), (r"'d\b", " would"),
    (r"\b(it|that|there|what|he|she|who|where|here|how)'s\b", r"\1 is"), (r"'s\b", ""),
    (r"\blet's\b|\blets\b", "let us"),
)  # fmt: skip
_PHRASES = (
    (r"\bless than or equal(?: to)?\b|\bno (?:more|larger|bigger|greater) than\b|\bnot more than\b", "at most"),
    (r"\bgreater than or equal(?: to)?\b|\bno (?:less|smaller) than\b|\bnot less than\b", "at least"),
    (r"\broot (?=n\b|k\b|t\b|m\b|d\b)", "square root of "), (r"\bsquare of\b", "squared"),
    (r"\bdivided by\b", "over"), (r"\bmultiplied by\b", "times"), (r"\btransposed\b", "transpose"),
    (r"\b(?:by )?one half\b|\bhalf\b", "one over two"),
    (r"\b(non|semi)[ -](?=[a-z]{3})", r"\1"),
)  # fmt: skip
_NUMBERS = dict(enumerate(word_list("zero one two three four five six seven eight nine ten eleven twelve")))
_BULLET = re.compile(r"^\s*(?:[-*+•·>#]+|\(?[0-9a-h][.)])\s+(?=\S)", re.M)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")
_MARKED = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[,;:.!?]")
_Rules = tuple[tuple[str, str], ...]


def _compiled(rules: _Rules) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), to) for pattern, to in rules)


_LATEX_RULES, _FORMULA_RULES = _compiled(_LATEX), _compiled(_FORMULA)
_CONTRACTION_RULES, _PHRASE_RULES = _compiled(_CONTRACTION), _compiled(_PHRASES)
_HAS_MATHS = re.compile(r"[\^_=+*/|<>~%&(){}\[\]\\-]")


def _apply(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, to in rules:
        text = pattern.sub(to, text)
    return text


def spoken(text: str) -> str:
    """The text in lower-case words, typed formulae spelled out: "p(θ|x)" becomes "p of theta given x"."""
    text = _BULLET.sub("", text)
    text = _SYMBOL.sub(lambda found: _SYMBOLS[found.group()], text)
    text = unicodedata.normalize("NFKC", text)
    if "\\" in text:
        text = _apply(text, _LATEX_RULES)
    text = _apply(text.lower(), _CONTRACTION_RULES)
    if _HAS_MATHS.search(text):
        text = _apply(text, _FORMULA_RULES)
    text = _apply(text, _PHRASE_RULES)
    return _SPACES.sub(" ", text).strip()


def _numbered(found: list[str]) -> tuple[str, ...]:
    return tuple(_NUMBERS.get(int(word), word) if word.isdecimal() and len(word) < 3 else word for word in found)


def words(text: str) -> tuple[str, ...]:
    """The words of a text as spoken, small numbers spelled, punctuation dropped."""
    return _numbered(_WORD.findall(spoken(text)))


def marked_words(text: str) -> tuple[str, ...]:
    """As `words`, with the punctuation that bounds clauses kept as words of its own."""
    return _numbered(_MARKED.findall(spoken(text)))
