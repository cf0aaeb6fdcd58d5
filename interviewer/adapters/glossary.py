"""Words that prime the recogniser: general terms of the field, the same for every question: no answer is suggested."""

TERMS = (
    "machine learning",
    "momentum",
    "posterior",
    "variational inference",
    "backpropagation",
    "gradient descent",
    "L1",
    "eigenvalue",
    "bootstrap",
    "theta",
    "convex",
    "KL divergence",
    "k-means",
    "ROC AUC",
    "linear algebra",
    "regularisation",
    "conjugate",
    "i.i.d.",
    "GRU",
    "Newton's method",
    "logistic regression",
    "SVD",
    "overfitting",
    "sigma",
    "learning rate",
    "prior",
    "MCMC",
    "SVM",
    "optimisation",
    "ridge",
    "covariance",
    "p-value",
    "embedding",
    "Jacobian",
    "cross-entropy",
    "t-SNE",
    "cross-validation",
    "statistics",
    "Adam",
    "Bayesian",
    "ELBO",
    "LSTM",
    "stochastic gradient",
    "L2",
    "eigenvector",
    "A/B test",
    "lambda",
    "Lipschitz",
    "likelihood",
    "EM algorithm",
    "random forest",
    "probability",
    "LASSO",
    "Gaussian",
    "estimator",
    "transformer",
    "Hessian",
    "softmax",
    "PCA",
    "bias-variance",
)
"""Chosen from the five areas of such interviews; never from a question's key points or vocabulary. Neighbours have
nothing to do with each other: who says four of them in this order reads out the prompt."""

HESITATIONS = "Um, uh, hmm, er, ah."
"""Shown to the recogniser as words already said, so that it keeps the like of them."""


def hotwords() -> str:
    """The terms as one line."""
    return ", ".join(TERMS)
