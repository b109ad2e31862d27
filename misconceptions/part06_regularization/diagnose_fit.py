"""Wrong implementations of `diagnose_fit`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "diagnosis-from-gap-alone",
    fails={
        "test_slide_cases",
        "test_default_limits",
        "test_given_limits",
        "test_high_error_and_wide_gap",
        "test_better_on_test_data",
        "test_exactly_at_the_limits",
        "test_impossible_errors",
    },
    fr=(
        "Vous ne regardez que l'écart entre les deux erreurs. Un modèle qui se trompe autant à "
        "l'entraînement qu'au test a un écart nul : il vous paraît bon, même quand il n'a rien "
        "appris. Jugez d'abord l'erreur d'entraînement."
    ),
    en=(
        "You only look at the gap between the two errors. A model that is equally wrong "
        "everywhere, in training and in test, has no gap: it looks good to you, although it has "
        "learnt nothing. Judge the training error first."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Look at the difference of the errors and nothing else."""
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError("an error lies between 0 and 1")
    return "overfits" if test_error - train_error > gap else "fits"


@misconception(
    "accuracy-taken-for-error",
    fails={
        "test_slide_cases",
        "test_default_limits",
        "test_given_limits",
        "test_high_error_and_wide_gap",
        "test_better_on_test_data",
        "test_exactly_at_the_limits",
        "test_impossible_errors",
    },
    fr=(
        "Vous lisez les deux nombres comme des taux de réussite, où plus haut vaut mieux. Ce sont "
        "des erreurs : 0 est parfait, et c'est une erreur d'entraînement élevée qui signale le "
        "sous-entraînement."
    ),
    en=(
        "You read the two numbers as accuracies, where higher is better. They are errors: 0 is "
        "perfect, and it is a high training error that signals underfitting."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Treat the errors as accuracies."""
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError("an error lies between 0 and 1")
    if train_error < 1 - acceptable:
        return "underfits"
    return "overfits" if train_error - test_error > gap else "fits"


@misconception(
    "gap-judged-first",
    fails={"test_default_limits", "test_given_limits", "test_high_error_and_wide_gap"},
    fr=(
        "Vous jugez l'écart avant l'erreur d'entraînement. Quand les deux sont mauvais, vous "
        "annoncez un sur-entraînement ; mais un modèle qui ne réussit pas sur ses propres exemples "
        "doit d'abord apprendre. Les deux questions ont un ordre."
    ),
    en=(
        "You judge the gap before the training error. When both are bad you announce overfitting; "
        "but a model that fails on its own examples must first learn. The two questions have an "
        "order."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Ask about overfitting first."""
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError("an error lies between 0 and 1")
    if test_error - train_error > gap:
        return "overfits"
    return "underfits" if train_error > acceptable else "fits"


@misconception(
    "test-error-against-fixed-limit",
    fails={"test_default_limits", "test_given_limits", "test_exactly_at_the_limits"},
    fr=(
        "Vous comparez l'erreur de test elle-même à une limite. Le sur-entraînement est une "
        "différence : ce que le modèle perd en passant de ses exemples à de nouveaux. Une erreur "
        "de test de 12 % n'inquiète pas si celle d'entraînement vaut 10 %."
    ),
    en=(
        "You compare the test error itself with a limit. Overfitting is a difference: what the "
        "model loses in going from its own examples to new ones. A test error of 12% is no worry "
        "if the training error is 10%."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Compare the test error with the first limit as well."""
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError("an error lies between 0 and 1")
    if train_error > acceptable:
        return "underfits"
    return "overfits" if test_error > acceptable else "fits"


@misconception(
    "gap-without-its-sign",
    fails={"test_better_on_test_data"},
    fr=(
        "Vous prenez la valeur absolue de l'écart. Une erreur de test plus basse que celle "
        "d'entraînement n'est pas un sur-entraînement : cela arrive, par exemple quand le dropout "
        "ne gêne le modèle qu'à l'entraînement. Gardez le signe de la différence."
    ),
    en=(
        "You take the absolute value of the gap. A test error below the training error is not "
        "overfitting: it happens, for instance when dropout hinders the model in training only. "
        "Keep the sign of the difference."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Ignore the sign of the difference."""
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError("an error lies between 0 and 1")
    if train_error > acceptable:
        return "underfits"
    return "overfits" if abs(test_error - train_error) > gap else "fits"


@misconception(
    "limits-not-good-enough",
    fails={"test_exactly_at_the_limits"},
    fr=(
        "Une erreur ou un écart égal à sa limite vous paraît déjà trop grand. Le contrat dit le "
        "contraire : la limite est la plus grande valeur encore acceptable. Regardez vos "
        "inégalités, larges ou strictes."
    ),
    en=(
        "An error or a gap equal to its limit is already too large for you. The contract says the "
        "opposite: the limit is the largest value that is still good enough. Look at your "
        "inequalities, strict or not."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Count values equal to a limit as too large."""
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError("an error lies between 0 and 1")
    if train_error >= acceptable:
        return "underfits"
    return "overfits" if test_error - train_error >= gap else "fits"


@misconception(
    "impossible-errors-diagnosed",
    fails={"test_impossible_errors"},
    fr=(
        "Vous donnez un diagnostic quelles que soient les valeurs. Avec NaN, toute comparaison est "
        "fausse, et un entraînement qui a échoué passe pour un bon modèle ; 15 au lieu de 0,15 "
        "donne aussi une réponse, fausse. Le contrat demande une erreur."
    ),
    en=(
        "You give a diagnosis whatever the values are. With NaN every comparison is false, and a "
        "training that broke down passes for a good model; 15 instead of 0.15 gets an answer too, "
        "a wrong one. The contract asks for an error."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Check nothing."""
    if train_error > acceptable:
        return "underfits"
    return "overfits" if test_error - train_error > gap else "fits"


@misconception(
    "usual-limits-only",
    fails={"test_given_limits", "test_better_on_test_data", "test_exactly_at_the_limits"},
    fr=(
        "Vous écrivez 0,1 et 0,05 dans le corps de la fonction : les limites que l'on vous donne "
        "ne servent à rien. Ce qui est acceptable dépend du problème ; ce sont des arguments."
    ),
    en=(
        "You write 0.1 and 0.05 in the body of the function: the limits that you are given serve "
        "no purpose. What is good enough depends on the problem; these are arguments."
    ),
)
def diagnose_fit(train_error, test_error, acceptable=0.1, gap=0.05):
    """Use the default limits whatever is asked."""
    for error in (train_error, test_error):
        if not 0 <= error <= 1:
            raise ValueError("an error lies between 0 and 1")
    if train_error > 0.1:
        return "underfits"
    return "overfits" if test_error - train_error > 0.05 else "fits"
