"""Pairs of answers, one right and one with a wrong figure, a relation turned round or half of an idea."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers that differ in what makes one of them right."""

    question: str
    stage: str
    point: str
    right: str
    wrong: str
    gap: str = ""
    """What the grader gets wrong so far: the right answer is "unheard", the wrong one "overlooked"."""


CONSTANTS = [
    Pair(
        "confidence-intervals", "main", "construction",
        "I'd take the sample average and its standard error. For ninety-five percent you go 1.96 standard errors "
        "in either direction.",
        "I'd take the sample average and its standard error. For ninety-five percent you go 1.64 standard errors "
        "in either direction.",
        "unheard",
    ),
    Pair(
        "confidence-intervals", "main", "width",
        "It gets tighter when you collect more. If you want it half as wide you have to collect four times as "
        "many observations.",
        "It gets tighter when you collect more. If you want it half as wide you have to collect eight times as "
        "many observations.",
    ),
    Pair(
        "gru-versus-lstm", "main", "gates",
        "Both control the flow by sigmoids. There are three gates in an LSTM and two of them in a GRU.",
        "Both control the flow by sigmoids. There are four gates in an LSTM and three of them in a GRU.",
    ),
    Pair(
        "gru-versus-lstm", "main", "cost",
        "The GRU is the lighter one. With the same number of units it saves about a quarter of the parameters, "
        "since it has three blocks of weights and not four.",
        "The GRU is the lighter one. With the same number of units it saves about half of the parameters, since "
        "it has three blocks of weights and not six.",
        "overlooked",
    ),
    Pair(
        "multiple-testing", "main", "inflation",
        "Suppose nothing works. With twenty independent tests at the five percent level the chance that at least "
        "one comes out significant is roughly sixty-four percent.",
        "Suppose nothing works. With twenty independent tests at the five percent level the chance that at least "
        "one comes out significant is roughly thirty percent.",
    ),
    Pair(
        "newton-and-quasi-newton", "main", "cost-of-hessian",
        "The trouble is the price of one step. The Hessian has d squared entries, and solving the linear system "
        "is order d cubed.",
        "The trouble is the price of one step. The Hessian has d squared entries, and solving the linear system "
        "is order d log d.",
    ),
    Pair(
        "large-scale-classifier", "optimise", "batch-size",
        "I'd pick a few hundred rows. With b examples in the batch the variance of the gradient goes down like "
        "one over b.",
        "I'd pick a few hundred rows. With b examples in the batch the variance of the gradient goes down like "
        "one over b squared.",
    ),
    Pair(
        "gradient-descent", "main", "rate",
        "For smooth convex functions the suboptimality after t iterations is of order one over t. Under strong "
        "convexity the error shrinks geometrically.",
        "For smooth convex functions the suboptimality after t iterations is of order one over t cubed. Under "
        "strong convexity the error shrinks like one over t squared.",
    ),
    Pair(
        "markov-chains", "main", "stationary",
        "Pi does not change when you apply the transition matrix. So it's a left eigenvector of P whose "
        "eigenvalue is one.",
        "Pi does not change when you apply the transition matrix. So it's a left eigenvector of P whose "
        "eigenvalue is zero.",
    ),
    Pair(
        "central-limit-theorem", "main", "fluctuations",
        "The law of large numbers only tells you where it ends up. The central limit theorem tells you how big "
        "the error is, and that is of order one over root n.",
        "The law of large numbers only tells you where it ends up. The central limit theorem tells you how big "
        "the error is, and that is of order one over n squared.",
    ),
    Pair(
        "collecting-all-classes", "main", "result",
        "Summing it all up you get n times the harmonic number, so roughly n log n plus 0.58 n.",
        "Summing it all up you get n times the harmonic number, so roughly n squared plus 0.58 n.",
        "overlooked",
    ),
    Pair(
        "estimating-from-a-sample", "main", "estimate-and-error",
        "I'd take the proportion in the sample. Its standard error is root of p times one minus p over n, so the "
        "margin is about three percentage points.",
        "I'd take the proportion in the sample. Its standard error is root of p times one minus p over n, so the "
        "margin is about twelve percentage points.",
    ),
    Pair(
        "newton-and-quasi-newton", "main", "quadratic-convergence",
        "Near the solution it is very fast. The convergence is quadratic, the number of right digits about "
        "doubles at every iteration.",
        "Near the solution it is very fast. The convergence is quadratic, the number of right digits grows about "
        "tenfold at every iteration.",
        "overlooked",
    ),
    Pair(
        "kernels-and-svms", "main", "cost",
        "The kernel matrix has n by n entries, so the memory grows like n squared, and the training time up to n "
        "cubed.",
        "The kernel matrix has n by n entries, so the memory grows like n log n, and the training time up to n.",
        "overlooked",
    ),
    Pair(
        "bayes-rule", "main", "second-test",
        "In odds form you multiply by the likelihood ratio, which is about twenty. A second positive test "
        "multiplies by twenty again, and you end up at roughly twenty-eight percent.",
        "In odds form you multiply by the likelihood ratio, which is about twenty. A second positive test "
        "multiplies by twenty again, and you end up at roughly ninety percent.",
        "overlooked",
    ),
    Pair(
        "stochastic-versus-gradient-descent", "main", "rates-compared",
        "For strongly convex functions plain gradient descent has linear convergence, while SGD only goes like "
        "one over t, so for high precision the plain one wins.",
        "For strongly convex functions plain gradient descent has linear convergence, while SGD only goes like "
        "one over t cubed, so for high precision the plain one wins.",
    ),
    Pair(
        "low-rank-embedding-search", "geometry", "blind-projection",
        "A random projection does it. By Johnson Lindenstrauss about log n over epsilon squared dimensions keep "
        "all the distances within a factor one plus or minus epsilon.",
        "A random projection does it. By Johnson Lindenstrauss about n squared over epsilon dimensions keep all "
        "the distances within a factor one plus or minus epsilon.",
        "overlooked",
    ),
]  # fmt: skip


RELATIONS = [
    Pair(
        "overfitting-and-regularisation", "main", "l1-versus-l2",
        "They behave differently. L1 gives you sparse weights with many exact zeros, L2 dense ones that are all a "
        "bit smaller.",
        "They behave differently. L2 gives you sparse weights with many exact zeros, L1 dense ones that are all a "
        "bit smaller.",
    ),
    Pair(
        "bias-variance-trade-off", "main", "complexity",
        "Think of polynomials. A richer model has less bias and more variance, a plain one has more bias and less "
        "variance.",
        "Think of polynomials. A richer model has more bias and less variance, a plain one has less bias and more "
        "variance.",
        "unheard",
    ),
    Pair(
        "bias-variance-trade-off", "main", "remedies",
        "If the variance is the problem I'd use bagging or get more data, and if the bias is the problem I'd add "
        "features.",
        "If the bias is the problem I'd use bagging or get more data, and if the variance is the problem I'd add "
        "features.",
    ),
    Pair(
        "generative-versus-discriminative", "main", "assumptions",
        "The generative model assumes more about x. With little data it tends to win, and the discriminative one "
        "overtakes it when data are plentiful.",
        "The discriminative model assumes more about x. With little data it tends to win, and the generative one "
        "overtakes it when data are plentiful.",
        "overlooked",
    ),
    Pair(
        "classification-metrics-and-calibration", "main", "precision-recall",
        "Recall tells me which part of the real frauds we catch, and precision tells me which part of our alarms "
        "are real frauds.",
        "Precision tells me which part of the real frauds we catch, and recall tells me which part of our alarms "
        "are real frauds.",
        "unheard",
    ),
    Pair(
        "conditioning-and-numerical-stability", "main", "problem-or-algorithm",
        "People mix up two words. Conditioning is a property of the problem itself, stability is a property of "
        "the algorithm you run on it.",
        "People mix up two words. Stability is a property of the problem itself, conditioning is a property of "
        "the algorithm you run on it.",
    ),
    Pair(
        "bayesian-linear-regression", "inference", "cost",
        "On huge data sets variational inference is the faster choice, because it works with mini-batches, while "
        "MCMC is slow.",
        "On huge data sets MCMC is the faster choice, because it works with mini-batches, while variational "
        "inference is slow.",
    ),
    Pair(
        "independence-and-correlation", "main", "one-way",
        "It's an implication in one direction. If two variables are independent they are uncorrelated, but "
        "uncorrelated ones can still depend on each other.",
        "It's an implication in one direction. If two variables are uncorrelated they are independent, but "
        "independent ones can still correlate with each other.",
        "unheard",
    ),
    Pair(
        "stochastic-versus-gradient-descent", "main", "cost-per-step",
        "The full gradient needs all n examples for one step, while the stochastic step costs the same whatever n "
        "is.",
        "The stochastic gradient needs all n examples for one step, while the full step costs the same whatever n "
        "is.",
        "overlooked",
    ),
    Pair(
        "gru-versus-lstm", "main", "separate-memory",
        "They keep their memory differently. The LSTM has a cell state besides the hidden state, the GRU has only "
        "the one state.",
        "They keep their memory differently. The GRU has a cell state besides the hidden state, the LSTM has only "
        "the one state.",
    ),
    Pair(
        "eigenvalues-and-svd", "main", "how-they-relate",
        "You can get one from the other. The eigenvalues of A transpose A are the squares of the singular values "
        "of A.",
        "You can get one from the other. The singular values of A transpose A are the squares of the eigenvalues "
        "of A.",
        "overlooked",
    ),
    Pair(
        "gru-versus-lstm", "main", "cost",
        "For the same width the GRU has fewer parameters than the LSTM and a step of it is cheaper.",
        "For the same width the LSTM has fewer parameters than the GRU and a step of it is cheaper.",
    ),
    Pair(
        "large-scale-classifier", "objective", "penalty",
        "I'd add a penalty. With L1 most of the weights become zero and the model is small, with L2 the weights "
        "of rare features stay moderate.",
        "I'd add a penalty. With L2 most of the weights become zero and the model is small, with L1 the weights "
        "of rare features stay moderate.",
    ),
    Pair(
        "bayesian-linear-regression", "inference", "exactness",
        "In the limit of many draws MCMC is exact. The variational approximation stays biased by its family and "
        "its variance is too small.",
        "In the limit of many iterations the variational approximation is exact. MCMC stays biased by its family "
        "and its variance is too small.",
    ),
    Pair(
        "eigenvalues-and-svd", "main", "which-for-what",
        "Eigenvalues matter when you apply the matrix many times, like in a Markov chain. For the rank or the "
        "norm you look at the singular values.",
        "Singular values matter when you apply the matrix many times, like in a Markov chain. For the rank or the "
        "norm you look at the eigenvalues.",
    ),
    Pair(
        "convexity", "main", "which-models",
        "Logistic regression and the SVM have convex training problems, neural networks and mixture models do "
        "not.",
        "Neural networks and mixture models have convex training problems, logistic regression and the SVM do "
        "not.",
        "overlooked",
    ),
    Pair(
        "generative-versus-discriminative", "main", "fitting",
        "A generative model is often fitted in closed form, you count and average in each class. The "
        "discriminative one needs an iterative optimiser.",
        "A discriminative model is often fitted in closed form, you count and average in each class. The "
        "generative one needs an iterative optimiser.",
    ),
    Pair(
        "constrained-optimisation", "main", "when-conditions-decide",
        "KKT is necessary only under a constraint qualification like Slater, and it is sufficient if the problem "
        "is convex.",
        "KKT is sufficient only under a constraint qualification like Slater, and it is necessary if the problem "
        "is convex.",
    ),
    Pair(
        "momentum-and-adaptive-methods", "main", "damping-oscillation",
        "In a ravine the steps across the walls cancel and the ones along the floor add up, so there's less "
        "zigzag.",
        "In a ravine the steps along the floor cancel and the ones across the walls add up, so there's less "
        "zigzag.",
    ),
    Pair(
        "markov-chains", "main", "speed",
        "The distance shrinks geometrically, at the rate of the second largest eigenvalue, so a large spectral "
        "gap means fast mixing and bottlenecks make it slow.",
        "The distance shrinks geometrically, at the rate of the second largest eigenvalue, so a small spectral "
        "gap means fast mixing and bottlenecks make it quick.",
        "overlooked",
    ),
    Pair(
        "classification-metrics-and-calibration", "main", "roc-versus-pr",
        "With such a rare class ROC looks too good, because the false positive rate divides by the many "
        "negatives. The precision-recall curve tells you more.",
        "With such a rare class the precision-recall curve looks too good, because it divides by the many "
        "negatives. The ROC curve with its false positive rate tells you more.",
        "overlooked",
    ),
    Pair(
        "bias-variance-trade-off", "main", "complexity",
        "When I make the model more flexible the bias goes down and the variance goes up, and the test error has "
        "a minimum in between.",
        "When I make the model more flexible the variance goes down and the bias goes up, and the test error has "
        "a minimum in between.",
    ),
    Pair(
        "new-recommender", "design", "two-stages",
        "Two stages: cheap candidate generation cuts millions of items to a few hundred, then a heavy ranking "
        "model orders those.",
        "Two stages: a heavy ranking model cuts millions of items to a few hundred, then cheap candidate "
        "generation orders those.",
    ),
    Pair(
        "bayesian-linear-regression", "versus-least-squares", "uncertainty",
        "Bayes hands you error bars that widen where there are no data, least squares hands you just one number for "
        "each coefficient.",
        "Least squares hands you error bars that widen where there are no data, Bayes hands you just one number for "
        "each coefficient.",
        "overlooked",
    ),
    Pair(
        "bayesian-linear-regression", "versus-least-squares", "little-data",
        "When I have only a handful of rows, the prior keeps the estimate sane, whereas OLS jumps around and "
        "overfits.",
        "When I have only a handful of rows, OLS keeps the estimate sane, whereas the prior makes it jump around "
        "and overfit.",
    ),
    Pair(
        "bayesian-linear-regression", "trouble", "outliers",
        "With Gaussian noise one crazy point drags the whole line there, with Student t noise it hardly matters.",
        "With Student t noise one crazy point drags the whole line there, with Gaussian noise it hardly matters.",
    ),
    Pair(
        "bayesian-linear-regression", "trouble", "collinear",
        "If two columns are almost copies, the single coefficients are very uncertain, but the predictions are "
        "fine.",
        "If two columns are almost copies, the predictions are very uncertain, but the single coefficients are "
        "fine.",
        "unheard",
    ),
    Pair(
        "bayesian-linear-regression", "trouble", "wide-table",
        "With more columns than rows least squares has infinitely many solutions, while with the prior there is a "
        "proper posterior.",
        "With more columns than rows the prior leaves infinitely many solutions, while least squares has one proper "
        "answer.",
    ),
    Pair(
        "large-scale-classifier", "objective", "why-probabilities",
        "With the log loss the minimum is at the honest probability, the hinge loss only cares about the side of "
        "the boundary.",
        "With the hinge loss the minimum is at the honest probability, the log loss only cares about the side of "
        "the boundary.",
    ),
    Pair(
        "large-scale-classifier", "optimise", "second-order",
        "Newton is hopeless because its matrix is features by features, L-BFGS only keeps a handful of vectors.",
        "L-BFGS is hopeless because its matrix is features by features, Newton only keeps a handful of vectors.",
    ),
    Pair(
        "large-scale-classifier", "optimise", "stochastic",
        "The full gradient reads the billion rows for one single step, the stochastic one takes a small batch and "
        "is right on average.",
        "The stochastic gradient reads the billion rows for one single step, the full one takes a small batch and "
        "is right on average.",
    ),
    Pair(
        "large-scale-classifier", "optimise", "step-size",
        "With a constant step you end up wandering in a ball around the optimum, with a decaying one you really "
        "converge.",
        "With a decaying step you end up wandering in a ball around the optimum, with a constant one you really "
        "converge.",
    ),
    Pair(
        "large-scale-classifier", "optimise", "distributed",
        "Synchronous updates have to wait for the slowest machine, asynchronous ones work with gradients that are a "
        "bit stale.",
        "Asynchronous updates have to wait for the slowest machine, synchronous ones work with gradients that are a "
        "bit stale.",
    ),
    Pair(
        "large-scale-classifier", "convergence-and-validation", "time-split",
        "I'd hold out the last days. A random split lets the future leak into training, a split by time does not.",
        "I'd hold out random rows. A split by time lets the future leak into training, a random one does not.",
    ),
    Pair(
        "large-scale-classifier", "corner-cases", "subsample",
        "I'd keep every positive and throw away most of the negatives at random, that saves nearly all the "
        "computing.",
        "I'd keep every negative and throw away most of the positives at random, that saves nearly all the "
        "computing.",
    ),
    Pair(
        "low-rank-embedding-search", "geometry", "cosine",
        "I'd take the cosine, it only looks at the direction, whereas the plain dot product favours long documents.",
        "I'd take the dot product, it only looks at the direction, whereas the cosine favours long documents.",
    ),
    Pair(
        "new-recommender", "cold-start", "fallback",
        "For a new product I'd use its description and category, for a new customer I'd show what is popular and "
        "ask a few things at sign-up.",
        "For a new customer I'd use its description and category, for a new product I'd show what is popular and "
        "ask a few things at sign-up.",
    ),
    Pair(
        "new-recommender", "offline", "temporal-split",
        "A random split lets the model see the future, splitting by time doesn't, so train on the past and test on "
        "what came after.",
        "A split by time lets the model see the future, splitting randomly doesn't, so mix everything and draw the "
        "test rows.",
        "overlooked",
    ),
    Pair(
        "new-recommender", "offline", "logging-bias",
        "The logs favour the old system, since people could only click on what it showed, and good suggestions of "
        "the new one count as misses.",
        "The logs favour the new system, since people could only click on what it showed, and good suggestions of "
        "the old one count as misses.",
    ),
    Pair(
        "new-recommender", "live-test", "primary-metric",
        "I'd decide on revenue per user, fixed in advance, and not on clicks, which can go up without anybody "
        "buying more.",
        "I'd decide on clicks per user, fixed in advance, and not on revenue, which can go up without anybody "
        "liking it more.",
    ),
    Pair(
        "new-recommender", "design", "goal",
        "First I'd ask what we want, say more purchases in the long run, since clicks are just a proxy.",
        "First I'd ask what we want, say more clicks in the long run, since purchases are just a proxy.",
    ),
    Pair(
        "conditioning-and-numerical-stability", "main", "no-explicit-inverse",
        "You factorise with LU and do two triangular solves, which is cheaper and more accurate than the inverse.",
        "You compute the inverse once, which is cheaper and more accurate than an LU and two triangular solves.",
    ),
    Pair(
        "conditioning-and-numerical-stability", "main", "collinear-features",
        "When two columns nearly coincide, the coefficients jump about and flip sign, but the predictions hardly "
        "change.",
        "When two columns nearly coincide, the predictions jump about and flip sign, but the coefficients hardly "
        "change.",
    ),
    Pair(
        "eigenvalues-and-svd", "main", "when-eigen-fails",
        "A symmetric matrix always has real eigenvalues and orthogonal eigenvectors, a general one may have complex "
        "ones or not be diagonalisable.",
        "A general matrix always has real eigenvalues and orthogonal eigenvectors, a symmetric one may have complex "
        "ones or not be diagonalisable.",
    ),
    Pair(
        "least-squares-geometry", "main", "qr-computation",
        "I'd use a QR factorisation, which keeps the condition number, while the normal equations square it.",
        "I'd use the normal equations, which keep the condition number, while a QR factorisation squares it.",
    ),
    Pair(
        "least-squares-geometry", "main", "rank-deficiency",
        "With dependent columns the fitted values are still unique, but there are infinitely many coefficients that "
        "give them.",
        "With dependent columns the coefficients are still unique, but there are infinitely many fitted values that "
        "they give.",
    ),
    Pair(
        "least-squares-geometry", "main", "noise-assumptions",
        "The projection is pure geometry and needs no noise model, but that the estimator is good needs "
        "uncorrelated errors with the same variance.",
        "The estimator is good without any noise model, but the projection needs uncorrelated errors with the same "
        "variance.",
        "overlooked",
    ),
    Pair(
        "low-rank-approximation", "main", "exact-error",
        "In the spectral norm the error is the first singular value you dropped, in the Frobenius norm the root of "
        "the sum of the squares of all you dropped.",
        "In the Frobenius norm the error is the first singular value you dropped, in the spectral norm the root of "
        "the sum of the squares of all you dropped.",
    ),
    Pair(
        "bias-variance-trade-off", "main", "bias-meaning",
        "Bias is the distance between the average prediction over all training sets and the true function.",
        "Variance is the distance between the average prediction over all training sets and the true function.",
    ),
    Pair(
        "bias-variance-trade-off", "main", "variance-meaning",
        "Variance means how much the prediction jumps around when you train on a different sample.",
        "Bias means how much the prediction jumps around when you train on a different sample.",
    ),
    Pair(
        "classification-metrics-and-calibration", "main", "precision-recall",
        "Precision is how many of the flagged ones are truly fraud, recall is how many of the frauds got flagged.",
        "Recall is how many of the flagged ones are truly fraud, precision is how many of the frauds got flagged.",
        "overlooked",
    ),
    Pair(
        "classification-metrics-and-calibration", "main", "roc-versus-pr",
        "With few positives the ROC curve is too rosy since there are so many negatives, the precision-recall curve "
        "shows the real trouble.",
        "With few positives the precision-recall curve is too rosy since there are so many negatives, the ROC curve "
        "shows the real trouble.",
    ),
    Pair(
        "classification-metrics-and-calibration", "main", "natural-ratio",
        "You may rebalance the training set, but the test set has to keep the ratio of real life and come from "
        "later.",
        "You may rebalance the test set, but the training set has to keep the ratio of real life and come from "
        "later.",
    ),
    Pair(
        "dimensionality-reduction", "main", "neighbourhoods",
        "t-SNE and UMAP keep close points close and follow a curved sheet, PCA would squash it flat.",
        "PCA keeps close points close and follows a curved sheet, t-SNE and UMAP would squash it flat.",
    ),
    Pair(
        "dimensionality-reduction", "main", "pca-objective",
        "PCA finds the orthogonal directions with the largest variance, and equivalently the smallest "
        "reconstruction error.",
        "PCA finds the orthogonal directions with the smallest variance, and equivalently the largest "
        "reconstruction error.",
    ),
    Pair(
        "expectation-maximisation", "main", "e-step",
        "The E step computes how responsible each Gaussian is for each point, given the parameters we have now.",
        "The M step computes how responsible each Gaussian is for each point, given the parameters we have now.",
    ),
    Pair(
        "expectation-maximisation", "main", "m-step",
        "In the M step the means and covariances become weighted averages with those responsibilities.",
        "In the E step the means and covariances become weighted averages with those responsibilities.",
    ),
    Pair(
        "generative-versus-discriminative", "main", "bayes-rule",
        "The generative model gives p of x given y, so for classifying you flip it with Bayes, the discriminative "
        "one has p of y given x right away.",
        "The discriminative model gives p of x given y, so for classifying you flip it with Bayes, the generative "
        "one has p of y given x right away.",
    ),
    Pair(
        "generative-versus-discriminative", "main", "density-uses",
        "A generative model lets you fill in missing inputs, sample new cases and spot outliers, a discriminative "
        "one can't.",
        "A discriminative model lets you fill in missing inputs, sample new cases and spot outliers, a generative "
        "one can't.",
    ),
    Pair(
        "gru-versus-lstm", "main", "coupled-update",
        "The GRU ties forgetting and writing together with one gate, z and one minus z, the LSTM has separate gates "
        "for the two.",
        "The LSTM ties forgetting and writing together with one gate, z and one minus z, the GRU has separate gates "
        "for the two.",
    ),
    Pair(
        "gru-versus-lstm", "main", "gradient-flow",
        "In a gated network the state is passed on by adding, so the gradient survives many steps, in a vanilla RNN "
        "it vanishes.",
        "In a vanilla RNN the state is passed on by adding, so the gradient survives many steps, in a gated network "
        "it vanishes.",
        "overlooked",
    ),
    Pair(
        "kernels-and-svms", "main", "sparse-solution",
        "Only the support vectors near the boundary count, the points far away could be deleted and nothing would "
        "change.",
        "Only the points far away from the boundary count, the support vectors could be deleted and nothing would "
        "change.",
    ),
    Pair(
        "overfitting-and-regularisation", "main", "gap",
        "The training error keeps going down while the validation error goes up again.",
        "The validation error keeps going down while the training error goes up again.",
    ),
    Pair(
        "overfitting-and-regularisation", "main", "strength",
        "I'd pick lambda on the validation set or by cross-validation, and touch the test set only once at the end.",
        "I'd pick lambda on the test set, and touch the validation set only once at the end.",
        "overlooked",
    ),
    Pair(
        "constrained-optimisation", "main", "duality",
        "The dual function is a lower bound on the primal optimum, and with Slater they meet.",
        "The primal function is a lower bound on the dual optimum, and with Slater they meet.",
        "overlooked",
    ),
    Pair(
        "constrained-optimisation", "main", "complementary-slackness",
        "If a constraint is slack its multiplier is zero, and only if it is active the multiplier can be positive.",
        "If a constraint is active its multiplier is zero, and only if it is slack the multiplier can be positive.",
    ),
    Pair(
        "gradient-descent", "main", "step-size",
        "If the step is too big it diverges, if it is too small it crawls.",
        "If the step is too small it diverges, if it is too big it crawls.",
    ),
    Pair(
        "gradient-descent", "main", "convexity",
        "With a convex function you get to the global minimum, with a non-convex one you may end in a local one.",
        "With a non-convex function you get to the global minimum, with a convex one you may end in a local one.",
    ),
    Pair(
        "gradient-descent", "main", "rate",
        "For a convex smooth function the error goes like one over t, and if it is strongly convex it is geometric.",
        "For a convex smooth function the error is geometric, and if it is strongly convex it goes like one over t.",
    ),
    Pair(
        "momentum-and-adaptive-methods", "main", "tuning-and-test-error",
        "Adam gets going quickly, but well tuned SGD with momentum often generalises a bit better.",
        "SGD with momentum gets going quickly, but well tuned Adam often generalises a bit better.",
    ),
    Pair(
        "momentum-and-adaptive-methods", "main", "rare-features",
        "It helps with sparse inputs. Rare words still get big updates and the frequent ones get small updates.",
        "It helps with sparse inputs. Frequent words still get big updates and the rare ones get small updates.",
    ),
    Pair(
        "newton-and-quasi-newton", "main", "indefinite-far-away",
        "Far away the Hessian can be indefinite and the raw step leads to a saddle, so damp it; close to the "
        "minimum the full step is fine.",
        "Close to the minimum the Hessian can be indefinite and the raw step leads to a saddle, so damp it; far "
        "away the full step is fine.",
    ),
    Pair(
        "stochastic-versus-gradient-descent", "main", "subset-of-data",
        "SGD takes one random example per step, plain gradient descent goes through all the training data.",
        "Plain gradient descent takes one random example per step, SGD goes through all the training data.",
        "overlooked",
    ),
    Pair(
        "stochastic-versus-gradient-descent", "main", "cost-per-step",
        "A plain step touches all n rows, a stochastic step has the same price for any n, so you can do many more "
        "of them.",
        "A stochastic step touches all n rows, a plain step has the same price for any n, so you can do many more "
        "of them.",
    ),
    Pair(
        "stochastic-versus-gradient-descent", "main", "rates-compared",
        "On strongly convex problems plain gradient descent is linear, SGD just one over t.",
        "On strongly convex problems SGD is linear, plain gradient descent just one over t.",
    ),
    Pair(
        "stochastic-versus-gradient-descent", "main", "step-size-schedule",
        "With a fixed step SGD keeps bouncing around the minimum, with a decreasing one it settles.",
        "With a decreasing step SGD keeps bouncing around the minimum, with a fixed one it settles.",
    ),
    Pair(
        "central-limit-theorem", "main", "fluctuations",
        "The law of large numbers tells you where the average goes, the central limit theorem how large the error "
        "around it is and what shape it has.",
        "The central limit theorem tells you where the average goes, the law of large numbers how large the error "
        "around it is and what shape it has.",
    ),
    Pair(
        "central-limit-theorem", "main", "conditions",
        "For the law of large numbers a finite mean is enough, the central limit theorem also wants a finite "
        "variance, and Cauchy breaks both.",
        "For the central limit theorem a finite mean is enough, the law of large numbers also wants a finite "
        "variance, and Cauchy breaks both.",
    ),
    Pair(
        "central-limit-theorem", "main", "large-numbers",
        "The law of large numbers says the sample mean goes to the true mean when n gets big.",
        "The central limit theorem says the sample mean goes to the true mean when n gets big.",
    ),
    Pair(
        "central-limit-theorem", "main", "normal-limit",
        "The central limit theorem says that root n times the centred mean looks like a Gaussian, whatever "
        "distribution you started from.",
        "The law of large numbers says that root n times the centred mean looks like a Gaussian, whatever "
        "distribution you started from.",
    ),
    Pair(
        "independence-and-correlation", "main", "independence",
        "Independent means the joint density factorises into the marginals.",
        "Uncorrelated means the joint density factorises into the marginals.",
    ),
    Pair(
        "independence-and-correlation", "main", "zero-covariance",
        "Uncorrelated just means the covariance is zero, so no linear relation.",
        "Independent just means the covariance is zero, so no linear relation.",
    ),
    Pair(
        "markov-chains", "main", "detailed-balance",
        "Detailed balance is sufficient for pi to be stationary, but not necessary.",
        "Detailed balance is necessary for pi to be stationary, but not sufficient.",
    ),
    Pair(
        "confidence-intervals", "main", "not-a-probability",
        "Only a credible interval gives you the probability that the truth is inside, the confidence interval tells "
        "you about the procedure.",
        "Only a confidence interval gives you the probability that the truth is inside, the credible interval tells "
        "you about the procedure.",
    ),
    Pair(
        "confidence-intervals", "main", "width",
        "At ninety-nine percent the interval becomes wider, with more data it becomes narrower.",
        "At ninety-nine percent the interval becomes narrower, with more data it becomes wider.",
    ),
    Pair(
        "estimating-from-a-sample", "main", "size-does-not-cure",
        "A bigger sample takes away the random error, but the bias stays exactly as it was.",
        "A bigger sample takes away the bias, but the random error stays exactly as it was.",
    ),
    Pair(
        "hypothesis-testing", "main", "errors",
        "I fix the rate of false alarms at alpha in advance, and the misses get rarer with a larger sample, that's "
        "the power.",
        "I fix the rate of misses at alpha in advance, and the false alarms get rarer with a larger sample, that's "
        "the power.",
    ),
    Pair(
        "hypothesis-testing", "main", "effect-size",
        "With enough data even a tiny effect is significant, but that doesn't make it important, so I look at its "
        "size.",
        "With enough data even a tiny effect is important, but that doesn't make it significant, so I look at its "
        "size.",
        "overlooked",
    ),
    Pair(
        "multiple-testing", "main", "family-wise",
        "Bonferroni divides alpha by twenty and so limits the chance of even one false positive.",
        "Benjamini-Hochberg divides alpha by twenty and so limits the chance of even one false positive.",
    ),
    Pair(
        "multiple-testing", "main", "discovery-rate",
        "Benjamini-Hochberg limits the expected share of false ones among what you call significant, and it has "
        "more power.",
        "Bonferroni limits the expected share of false ones among what you call significant, and it has more power.",
    ),
    Pair(
        "simpsons-paradox", "main", "causal-story",
        "It depends on the causal story. If it's a confounder you adjust for it, if it's a mediator you must leave "
        "it alone.",
        "It depends on the causal story. If it's a mediator you adjust for it, if it's a confounder you must leave "
        "it alone.",
    ),
    Pair(
        "maximum-likelihood", "main", "consistency",
        "If the model is right the estimate goes to the true value, if the model is wrong it goes to the closest "
        "one in KL.",
        "If the model is wrong the estimate goes to the true value, if the model is right it goes to the closest "
        "one in KL.",
    ),
    Pair(
        "classification-metrics-and-calibration", "main", "precision-recall",
        "Precision tells you how many alarms are right, recall tells you how many of the frauds you catch.",
        "Recall tells you how many alarms are right, precision tells you how many of the frauds you catch.",
    ),
    Pair(
        "confidence-intervals", "main", "width",
        "At ninety-nine percent the interval becomes wider.",
        "At ninety-nine percent the interval becomes narrower.",
    ),
    Pair(
        "gradient-descent", "main", "step-size",
        "A step that is too big blows up and diverges, with a tiny step you hardly get anywhere.",
        "A step that is too small blows up and diverges, with a huge step you hardly get anywhere.",
        "overlooked",
    ),
]  # fmt: skip
