"""Wrong implementations of `gradient_descent`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "bias-never-updated",
    fails={
        "test_one_step",
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre biais ne bouge pas. La diapositive n'écrit la mise à jour que pour les poids ; il "
        "en faut une pour b aussi, sinon la droite tourne autour d'un point qu'elle n'a pas choisi."
    ),
    en=(
        "Your bias does not move. The slide writes the update for the weights only; b needs one "
        "too, else the line turns around a point that it has not chosen."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Update the weights only, as on the slide."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        w = w - learning_rate * x.T @ (x @ w + b - y) / m
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "bias-updated-after-the-weights",
    fails={
        "test_one_step",
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez le gradient de b avec les poids déjà mis à jour. Les deux dérivées doivent "
        "être prises au même point ; calculez-les toutes les deux, puis mettez à jour."
    ),
    en=(
        "You compute the gradient of b with the weights already updated. Both derivatives must be "
        "taken at the same point; compute the two of them, then update."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Update w, then differentiate for b."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        w = w - learning_rate * x.T @ (x @ w + b - y) / m
        b = b - learning_rate * (x @ w + b - y).mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "gradient-climbed",
    fails={
        "test_one_step",
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez le gradient au lieu de le soustraire. Il montre où le coût monte le plus "
        "vite : la descente part dans l'autre sens. Regardez votre historique, il grandit toujours."
    ),
    en=(
        "You add the gradient instead of subtracting it. It shows where the cost rises fastest: "
        "the descent goes the other way. Look at your history, it always grows."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Add the gradient."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        error = x @ w + b - y
        w, b = w + learning_rate * x.T @ error / m, b + learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "first-cost-not-recorded",
    fails={
        "test_one_step",
        "test_history",
        "test_rate_too_large",
        "test_no_step",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre historique commence après le premier pas : il lui manque le coût du départ, celui "
        "auquel tous les autres se comparent. Il faut n_iter + 1 valeurs."
    ),
    en=(
        "Your history begins after the first step: the cost of the start is missing, the one with "
        "which all others are compared. n_iter + 1 values are needed."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Record after each step only."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = []
    for _ in range(n_iter):
        error = x @ w + b - y
        w, b = w - learning_rate * x.T @ error / m, b - learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "last-cost-not-recorded",
    fails={
        "test_one_step",
        "test_history",
        "test_rate_too_large",
        "test_no_step",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre historique s'arrête avant le dernier pas : le coût des paramètres que vous renvoyez "
        "n'y est pas. Il faut n_iter + 1 valeurs."
    ),
    en=(
        "Your history stops before the last step: the cost of the parameters that you return is "
        "not in it. n_iter + 1 values are needed."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Record before each step only."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = []
    for _ in range(n_iter):
        error = x @ w + b - y
        history.append((error**2).sum() / (2 * m))
        w, b = w - learning_rate * x.T @ error / m, b - learning_rate * error.mean()
    return w, b, history


@misconception(
    "gradient-computed-once",
    fails={
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez le gradient une fois, avant la boucle : tous les pas vont dans la direction "
        "du premier. La pente change à chaque pas, il faut la mesurer là où l'on est."
    ),
    en=(
        "You compute the gradient once, before the loop: all steps go in the direction of the "
        "first one. The slope changes at each step and has to be measured where one stands."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Follow the first gradient all the way."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    error = x @ w + b - y
    dw, db = x.T @ error / m, error.mean()
    history = [(error**2).sum() / (2 * m)]
    for _ in range(n_iter):
        w, b = w - learning_rate * dw, b - learning_rate * db
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "steps-twice-too-long",
    fails={
        "test_one_step",
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos pas sont deux fois trop longs : vous suivez le gradient de l'erreur quadratique "
        "moyenne. Le coût d'ici a un 1/2m, et le 2 de la dérivée s'en va."
    ),
    en=(
        "Your steps are twice too long: you follow the gradient of the mean squared error. The "
        "cost here has a 1/2m, and the 2 of the derivative goes away."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Keep the 2 of the derivative."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        error = x @ w + b - y
        w = w - 2 * learning_rate * x.T @ error / m
        b = b - 2 * learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "history-of-mean-squares",
    fails={
        "test_one_step",
        "test_history",
        "test_rate_too_large",
        "test_no_step",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos paramètres sont justes, mais l'historique contient l'erreur quadratique moyenne, deux "
        "fois le coût. Il doit suivre le coût que la descente réduit, avec 1/2m."
    ),
    en=(
        "Your parameters are right, but the history holds the mean squared error, twice the cost. "
        "It must follow the cost that the descent reduces, with 1/2m."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Record the mean squared error."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).mean()]
    for _ in range(n_iter):
        error = x @ w + b - y
        w, b = w - learning_rate * x.T @ error / m, b - learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).mean())
    return w, b, history


@misconception(
    "start-ignored",
    fails={
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_no_step",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous partez de zéro quoi que l'on vous donne : w0 et b0 ne servent pas. Après beaucoup de "
        "pas, on arrive au même minimum ; après quelques-uns, non."
    ),
    en=(
        "You start from zero whatever you are given: w0 and b0 are not used. After many steps one "
        "gets to the same minimum; after a few of them one does not."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Start from zero."""
    m = len(y)
    w, b = np.zeros(x.shape[1]), 0.0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        error = x @ w + b - y
        w, b = w - learning_rate * x.T @ error / m, b - learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "stops-when-the-cost-rises",
    fails={"test_rate_too_large"},
    fr=(
        "Vous arrêtez dès que le coût ne baisse plus. C'est raisonnable en pratique, mais le "
        "contrat demande n_iter pas exactement : c'est en les faisant tous qu'on voit un taux trop "
        "grand diverger."
    ),
    en=(
        "You stop as soon as the cost no longer falls. That is reasonable in practice, but the "
        "contract asks for exactly n_iter steps: it is by making them all that one sees too large "
        "a rate diverge."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Break when the cost has not fallen."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        error = x @ w + b - y
        w, b = w - learning_rate * x.T @ error / m, b - learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
        if history[-2] - history[-1] < 1e-12:
            break
    return w, b, history


@misconception(
    "return-inside-the-loop",
    fails={
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_no_step",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous renvoyez le résultat à l'intérieur de la boucle : un seul pas est fait, quel que "
        "soit n_iter. Regardez le retrait de la ligne `return`."
    ),
    en=(
        "You return the result inside the loop: a single step is made, whatever n_iter. Look at "
        "the indentation of the `return` line."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Indent the last line too far."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        error = x @ w + b - y
        w, b = w - learning_rate * x.T @ error / m, b - learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
        return w, b, history


@misconception(
    "rate-divided-at-each-step",
    fails={
        "test_weights",
        "test_bias",
        "test_history",
        "test_rate_too_large",
        "test_whole_numbers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous réduisez le taux d'apprentissage à chaque pas. C'est une technique utile, mais ce "
        "n'est pas celle qu'on demande ici : α reste le même, et le premier pas seul est le bon."
    ),
    en=(
        "You reduce the learning rate at each step. That is a useful technique, but not the one "
        "asked for here: α stays the same, and only the first step is right."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Let the rate decay."""
    m = len(y)
    w, b = w0.astype(np.float64), b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for step in range(n_iter):
        alpha = learning_rate / (step + 1)
        error = x @ w + b - y
        w, b = w - alpha * x.T @ error / m, b - alpha * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history


@misconception(
    "start-overwritten",
    fails={"test_no_step", "test_whole_numbers", "test_arguments_unchanged"},
    fr=(
        "Avec `-=`, vous modifiez le tableau w0 lui-même : une deuxième descente « depuis le même "
        "départ » partirait de l'arrivée de la première. Quand w0 est entier, numpy refuse même "
        "l'opération. Faites une copie en float64 au début."
    ),
    en=(
        "With `-=` you modify the array w0 itself: a second descent “from the same start” would "
        "begin where the first one ended. When w0 is whole, numpy even refuses the operation. Make "
        "a float64 copy at the beginning."
    ),
)
def gradient_descent(x, y, learning_rate, n_iter, w0, b0):
    """Update the given array in place."""
    m = len(y)
    w, b = w0, b0
    history = [((x @ w + b - y) ** 2).sum() / (2 * m)]
    for _ in range(n_iter):
        error = x @ w + b - y
        w -= learning_rate * x.T @ error / m
        b -= learning_rate * error.mean()
        history.append(((x @ w + b - y) ** 2).sum() / (2 * m))
    return w, b, history
