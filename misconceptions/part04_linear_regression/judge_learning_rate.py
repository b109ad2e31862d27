"""Wrong implementations of `judge_learning_rate`, as students write them."""

import numpy as np

from autograder.course.misconception import misconception


@misconception(
    "nan-passes",
    fails={"test_not_finite"},
    fr=(
        "Une descente qui a débordé finit par `nan`, et vous ne le voyez pas : toute comparaison "
        "avec `nan` est fausse, si bien que votre test « plus grand que le premier » l'est aussi. "
        "Il faut le demander à part."
    ),
    en=(
        "A descent that has overflowed ends on `nan`, and you do not see it: every comparison with "
        "`nan` is false, and so is your test “greater than the first one”. It has to be asked for "
        "separately."
    ),
)
def judge_learning_rate(history):
    """Compare only."""
    first, middle, last = history[0], history[len(history) // 2], history[-1]
    if last > first:
        return "diverges"
    return "converges" if middle - last <= 0.01 * (first - last) else "slow"


@misconception(
    "absolute-threshold",
    fails={"test_speeds", "test_scales"},
    fr=(
        "Vous comparez la chute à un seuil fixe. Un coût en milliers d'euros et le même en euros "
        "n'auraient pas le même verdict. Le contrat compare deux chutes entre elles : l'unité se "
        "simplifie."
    ),
    en=(
        "You compare the fall with a fixed threshold. A cost in thousands of euros and the same "
        "one in euros would not get the same verdict. The contract compares two falls with each "
        "other: the unit cancels."
    ),
)
def judge_learning_rate(history):
    """Compare with a fixed number."""
    first, middle, last = history[0], history[len(history) // 2], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    return "converges" if middle - last <= 0.01 else "slow"


@misconception(
    "low-cost-expected",
    fails={
        "test_three_curves",
        "test_speeds",
        "test_scales",
        "test_high_plateau",
        "test_step_near_the_middle",
        "test_oscillations",
        "test_not_finite",
        "test_list_or_array",
    },
    fr=(
        "Vous demandez que le dernier coût soit presque nul. Des données bruitées gardent un coût "
        "même au minimum : une descente a convergé quand le coût ne baisse plus, à quelque hauteur "
        "que ce soit."
    ),
    en=(
        "You require the last cost to be almost zero. Noisy data keep a cost even at the minimum: "
        "a descent has converged when the cost no longer falls, at whatever height."
    ),
)
def judge_learning_rate(history):
    """Look at how low the last cost is."""
    first, last = history[0], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    return "converges" if last <= 0.01 * first else "slow"


@misconception(
    "any-rise-diverges",
    fails={"test_oscillations"},
    fr=(
        "Pour vous, un seul coût plus grand que le précédent suffit à diverger. Une courbe peut "
        "osciller et descendre quand même : c'est la fin que l'on compare au début."
    ),
    en=(
        "For you a single cost greater than the one before is enough to diverge. A curve may "
        "oscillate and fall all the same: it is the end that is compared with the beginning."
    ),
)
def judge_learning_rate(history):
    """Refuse every rise."""
    first, middle, last = history[0], history[len(history) // 2], history[-1]
    steps = np.diff(np.asarray(history, dtype=np.float64)[np.isfinite(history)])
    if not np.isfinite(last) or (steps > 0).any():
        return "diverges"
    return "converges" if middle - last <= 0.01 * (first - last) else "slow"


@misconception(
    "last-step-only",
    fails={"test_speeds", "test_step_near_the_middle", "test_oscillations"},
    fr=(
        "Vous ne regardez que le dernier pas. Quand la descente est lente, chaque pas est petit, "
        "et elle vous semble finie. Le contrat regarde toute la seconde moitié."
    ),
    en=(
        "You only look at the last step. When the descent is slow each step is small, and it looks "
        "finished to you. The contract looks at the whole second half."
    ),
)
def judge_learning_rate(history):
    """Judge by the last two costs."""
    first, before, last = history[0], history[-2], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    return "converges" if before - last <= 0.01 * (first - last) else "slow"


@misconception(
    "fall-in-percent-of-the-cost",
    fails={"test_high_plateau"},
    fr=(
        "Vous comparez la chute de la seconde moitié au coût lui-même. Si le minimum est haut, une "
        "descente encore en route n'en représente qu'un petit pourcentage. Le contrat la compare "
        "à la chute totale."
    ),
    en=(
        "You compare the fall of the second half with the cost itself. If the minimum is high, a "
        "descent that is still under way is only a small percentage of it. The contract compares "
        "it with the whole fall."
    ),
)
def judge_learning_rate(history):
    """Take the first cost as the measure."""
    first, middle, last = history[0], history[len(history) // 2], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    return "converges" if middle - last <= 0.01 * first else "slow"


@misconception(
    "middle-one-too-early",
    fails={"test_step_near_the_middle"},
    fr=(
        "Votre milieu est un coût trop tôt quand l'historique en a un nombre pair. Comptez : avec "
        "dix coûts, le contrat désigne celui d'indice 5, donc le sixième."
    ),
    en=(
        "Your middle is one cost too early when the history has an even number of them. Count: "
        "with ten costs, the contract names the one of index 5, hence the sixth."
    ),
)
def judge_learning_rate(history):
    """Take the middle of the indices, rounded down."""
    first, middle, last = history[0], history[(len(history) - 1) // 2], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    return "converges" if middle - last <= 0.01 * (first - last) else "slow"


@misconception(
    "rise-at-the-end-taken-for-a-fall",
    fails={"test_oscillations"},
    fr=(
        "Vous prenez la valeur absolue de la chute : une légère remontée après le milieu compte "
        "alors comme une descente qui n'est pas finie. Dans le contrat, cette chute est négative."
    ),
    en=(
        "You take the absolute value of the fall: a slight rise after the middle then counts as a "
        "descent that is not finished. In the contract this fall is negative."
    ),
)
def judge_learning_rate(history):
    """Ignore the sign of the fall."""
    first, middle, last = history[0], history[len(history) // 2], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    return "converges" if abs(middle - last) <= 0.01 * (first - last) else "slow"


@misconception(
    "flat-curve-divides-by-zero",
    fails={"test_not_finite"},
    fr=(
        "Vous divisez par la chute totale. Sur une courbe plate elle est nulle, et le quotient "
        "vaut `nan` : la comparaison échoue. Comparez les deux chutes sans division, ou traitez "
        "ce cas d'abord."
    ),
    en=(
        "You divide by the whole fall. On a flat curve it is zero, and the quotient is `nan`: the "
        "comparison fails. Compare the two falls without a division, or deal with this case first."
    ),
)
def judge_learning_rate(history):
    """Divide the two falls."""
    first, middle, last = history[0], history[len(history) // 2], history[-1]
    if np.isnan(last) or last > first:
        return "diverges"
    with np.errstate(invalid="ignore"):
        share = np.float64(middle - last) / np.float64(first - last)
    return "converges" if share <= 0.01 else "slow"


@misconception(
    "costs-sorted-in-place",
    fails={
        "test_three_curves",
        "test_high_plateau",
        "test_step_near_the_middle",
        "test_oscillations",
        "test_list_or_array",
    },
    fr=(
        "Vous triez l'historique pour trouver son début et sa fin : l'ordre des pas est perdu, "
        "pour vous comme pour celui qui vous a appelé, et une courbe qui monte semble descendre."
    ),
    en=(
        "You sort the history to find its beginning and its end: the order of the steps is lost, "
        "for you and for your caller, and a rising curve seems to fall."
    ),
)
def judge_learning_rate(history):
    """Sort from the greatest cost to the smallest."""
    if np.isnan(history[-1]) or np.isinf(history[-1]):
        return "diverges"
    history.sort()
    first, middle, last = history[-1], history[len(history) // 2], history[0]
    return "converges" if middle - last <= 0.01 * (first - last) else "slow"
