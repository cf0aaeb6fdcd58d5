"""Typed mathematics, contractions and symbols into the plain lower-case words somebody would speak."""

import re
import unicodedata
from collections.abc import Mapping

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
    (r"\b(p|pr|probability|e|variance|covariance|q|n|f)\s*[\(\[]([^()\[\]|]{1,60})\|", r" \1 of \2 given "),
    (r"(?<=[\w)])\s*\|\s*(?=\w)", " given "),
    (r"\b(?:argmin|arg minimum)\b", " argument minimum "), (r"\b(?:argmax|arg maximum)\b", " argument maximum "),
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
    (r"\bis greater than\s+0\b", "is positive definite"), (r"\bis at least\s+0\b", "is positive semidefinite"),
    (r"\bless than or equal(?: to)?\b|\bno (?:more|larger|bigger|greater) than\b|\bnot more than\b", "at most"),
    (r"\bgreater than or equal(?: to)?\b|\bno (?:less|smaller) than\b|\bnot less than\b", "at least"),
    (r"\broot (?=n\b|k\b|t\b|m\b|d\b)", "square root of "), (r"\bsquare of\b", "squared"),
    (r"\bdivided by\b", "over"), (r"\bmultiplied by\b", "times"), (r"\btransposed\b", "transpose"),
    (r"\b(?:by )?one half\b|\bhalf\b", "one over two"),
    (r"\b(non|semi)[ -](?=[a-z]{3})", r"\1"),
)  # fmt: skip
_SHORTHAND = {
    "w/": "with", "w/o": "without", "b/c": "because", "err": "error", "errs": "errors", "param": "parameter",
    "params": "parameters", "coef": "coefficient", "coefs": "coefficients", "coeffs": "coefficients",
    "cov": "covariance", "corr": "correlation", "uncorr": "uncorrelated", "decorr": "decorrelated",
    "indep": "independent", "dep": "dependent", "var": "variance", "vars": "variances", "sd": "standard deviation",
    "std": "standard deviation", "stdev": "standard deviation", "prob": "probability",
    "probs": "probabilities", "distr": "distribution", "distn": "distribution", "lik": "likelihood",
    "loglik": "log likelihood", "logloss": "log loss", "eig": "eigenvalue", "eigs": "eigenvalues",
    "eigval": "eigenvalue", "eigvals": "eigenvalues", "eigvec": "eigenvector", "eigvecs": "eigenvectors",
    "sym": "symmetric", "symm": "symmetric", "pd": "positive definite", "psd": "positive semidefinite",
    "spd": "symmetric positive definite", "cvx": "convex", "noncvx": "nonconvex",
    "sgd": "stochastic gradient descent", "mle": "maximum likelihood estimate",
    "iid": "independent identically distributed", "i.i.d": "independent identically distributed", "h0": "null hypothesis",
    "h1": "alternative hypothesis", "fwer": "family wise error rate", "fdr": "false discovery rate",
    "val": "validation",
    "acc": "accuracy", "freq": "frequency", "freqs": "frequencies", "obs": "observations",
    "est": "estimate", "avg": "average", "avgs": "averages", "pts": "points", "comps": "components",
    "grad": "gradient", "grads": "gradients", "subgrad": "subgradient", "inv": "inverse", "iter": "iteration",
    "iters": "iterations", "init": "initial", "inits": "initialisations", "orth": "orthogonal",
    "proj": "projection", "resid": "residual", "resids": "residuals", "rv": "random variable",
    "rvs": "random variables",
    "tpr": "true positive rate", "fpr": "false positive rate", "mults": "multiplications",
    "minibatch": "mini batch", "minibatches": "mini batches", "hyperparams": "hyperparameters", "reps": "repetitions",
    "diag": "diagonal", "dims": "dimensions", "dim": "dimension", "max": "maximum", "min": "minimum",
    "approx": "approximately", "vs": "versus", "prop": "proportional", "asymp": "asymptotically",
}  # fmt: skip
"""What is written short and meant long; single words only that mean nothing else in this field."""
_CAPITALS = {
    "SE": "standard error", "MAP": "maximum a posteriori", "CI": "confidence interval", "CIs": "confidence intervals",
    "CV": "cross validation", "GD": "gradient descent", "NN": "neural network", "NNs": "neural networks",
    "TP": "true positives", "FP": "false positives", "FN": "false negatives", "TN": "true negatives",
}  # fmt: skip
"""What only its capitals tell from a common word."""


def _any_of(short: Mapping[str, str]) -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, short), key=len, reverse=True))
    return re.compile(rf"(?<![a-zA-Z0-9'])(?:{listed})(?![a-zA-Z0-9'])")


_SHORT, _CAPITAL = _any_of(_SHORTHAND), _any_of(_CAPITALS)
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
    text = _CAPITAL.sub(lambda found: _CAPITALS[found.group()], text)
    text = _SHORT.sub(lambda found: _SHORTHAND[found.group()], text.lower())
    text = _apply(text, _CONTRACTION_RULES)
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
