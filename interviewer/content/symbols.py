"""Mathematical symbols and the words people say for them, for those who read formulae and those who speak them."""

from collections.abc import Mapping

_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau "
    "upsilon phi chi psi omega"
).split()
GREEK: Mapping[str, str] = {
    **{chr(0x3B1 + i): name for i, name in enumerate(_LETTERS)},
    **{chr(0x391 + i): name for i, name in enumerate(_LETTERS) if i != 17},
    "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta",
}  # fmt: skip
"""Greek letters, large and small, to their names."""
SYMBOLS: Mapping[str, str] = {
    **GREEK,
    "∝": "is proportional to", "∇": "gradient of", "∂": "partial", "∑": "sum of", "Σ": "sum of",
    "∫": "integral of", "√": "square root of", "≤": "at most", "≥": "at least", "≠": "is not equal to",
    "≈": "is approximately", "∼": "is distributed as", "→": "to", "⇒": "so", "∞": "infinity",
    "±": "plus or minus", "×": "times", "·": "times", "⋅": "times", "∗": "times", "⊙": "times",
    "‖": "norm", "∈": "in", "∀": "for all", "⊤": "transpose", "ᵀ": "transpose", "⁻¹": "inverse",
    "²": "squared", "³": "cubed", "½": "one half", "⊥": "orthogonal to", "≪": "much less than",
    "≫": "much greater than", "≲": "at most about", "≳": "at least about",
    "≻": "is greater than", "⪰": "is at least", "≺": "is less than", "⪯": "is at most",
    "⇔": "if and only if", "⟺": "if and only if", "⟹": "so", "⟶": "to", "←": "becomes", "↦": "to", "↑": "increases",
    "↓": "decreases", "∣": "given", "∉": "not in", "¬": "not", "ℓ": "l", "∥": "norm",
    "ℝ": "R", "ŷ": "y hat", "x̄": "x bar", "ŵ": "w hat",
}  # fmt: skip
"""Symbols to words."""
