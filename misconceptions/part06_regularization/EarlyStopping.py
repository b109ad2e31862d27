"""Wrong implementations of `EarlyStopping`, as students write them."""

from autograder.course.misconception import misconception


@misconception(
    "count-never-reset",
    fails={"test_count_starts_again", "test_min_delta", "test_not_a_number"},
    fr=(
        "Votre compte ne repart pas de zéro après une amélioration : vous additionnez toutes les "
        "pertes décevantes depuis le début. La patience porte sur des pertes consécutives, sinon "
        "tout entraînement un peu long s'arrête."
    ),
    en=(
        "Your count does not start again after an improvement: you add up all disappointing losses "
        "since the beginning. Patience is about losses in a row, else any training that is a "
        "little long stops."
    ),
)
class EarlyStopping:
    """Count all losses without improvement."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Forget to reset the count."""
        if loss < self.best - self.min_delta:
            self.best = loss
        else:
            self.count += 1
        return self.count >= self.patience


@misconception(
    "stops-one-epoch-late",
    fails={
        "test_by_hand",
        "test_count_starts_again",
        "test_above_the_best",
        "test_plateau",
        "test_min_delta",
        "test_not_a_number",
        "test_two_objects",
    },
    fr=(
        "Vous vous arrêtez une époque trop tard : vous attendez que le compte dépasse la patience. "
        "Avec une patience de 3, c'est la troisième perte décevante de suite qui arrête."
    ),
    en=(
        "You stop one epoch too late: you wait for the count to exceed the patience. With a "
        "patience of 3, it is the third disappointing loss in a row that stops."
    ),
)
class EarlyStopping:
    """Wait for more than the patience."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Compare strictly."""
        if loss < self.best - self.min_delta:
            self.best, self.count = loss, 0
        else:
            self.count += 1
        return self.count > self.patience


@misconception(
    "best-epoch-counted-too",
    fails={
        "test_by_hand",
        "test_count_starts_again",
        "test_above_the_best",
        "test_plateau",
        "test_min_delta",
        "test_not_a_number",
        "test_two_objects",
    },
    fr=(
        "Vous vous arrêtez une époque trop tôt : la meilleure perte compte déjà comme la première "
        "de la série. Après une amélioration, le compte est à 0, pas à 1."
    ),
    en=(
        "You stop one epoch too early: the best loss already counts as the first of the series. "
        "After an improvement the count is at 0, not at 1."
    ),
)
class EarlyStopping:
    """Count the best epoch itself."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Restart the count at one."""
        if loss < self.best - self.min_delta:
            self.best, self.count = loss, 0
        self.count += 1
        return self.count >= self.patience


@misconception(
    "previous-loss-compared",
    fails={
        "test_by_hand",
        "test_count_starts_again",
        "test_above_the_best",
        "test_min_delta",
        "test_not_a_number",
    },
    fr=(
        "Vous comparez chaque perte à la précédente. Après un pic, des pertes qui redescendent "
        "passent alors pour des améliorations, sans jamais rattraper la meilleure. C'est la "
        "meilleure perte vue jusqu'ici qu'il faut retenir."
    ),
    en=(
        "You compare each loss with the previous one. After a peak, losses that come down again "
        "then pass for improvements, without ever catching up with the best one. It is the best "
        "loss seen so far that has to be remembered."
    ),
)
class EarlyStopping:
    """Compare with the previous loss."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.previous, self.count = float("inf"), 0

    def step(self, loss):
        """Remember the last loss instead of the best one."""
        if loss < self.previous - self.min_delta:
            self.count = 0
        else:
            self.count += 1
        self.previous = loss
        return self.count >= self.patience


@misconception(
    "equal-loss-counts-as-better",
    fails={"test_plateau", "test_min_delta"},
    fr=(
        "Une perte égale à la meilleure remet votre compte à zéro. Sur un plateau parfait, vous "
        "ne vous arrêtez jamais. L'inégalité du contrat est stricte."
    ),
    en=(
        "A loss equal to the best one resets your count. On a perfect plateau you never stop. The "
        "inequality of the contract is strict."
    ),
)
class EarlyStopping:
    """Accept equality as an improvement."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Compare without strictness."""
        if loss <= self.best - self.min_delta:
            self.best, self.count = loss, 0
        else:
            self.count += 1
        return self.count >= self.patience


@misconception(
    "min-delta-with-wrong-sign",
    fails={"test_min_delta"},
    fr=(
        "Votre min_delta joue dans l'autre sens : une perte un peu moins bonne que la meilleure "
        "passe pour une amélioration. Il doit rendre l'exigence plus forte, et non plus faible."
    ),
    en=(
        "Your min_delta works in the other direction: a loss a little worse than the best one "
        "passes for an improvement. It must make the demand stronger, not weaker."
    ),
)
class EarlyStopping:
    """Add min_delta to the best loss."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Be more tolerant with a larger min_delta."""
        if loss < self.best + self.min_delta:
            self.best, self.count = loss, 0
        else:
            self.count += 1
        return self.count >= self.patience


@misconception(
    "best-lowered-by-small-gains",
    fails={"test_min_delta"},
    fr=(
        "Vous abaissez la meilleure perte à chaque petit progrès, même insuffisant. Une baisse "
        "lente et régulière ne dépasse alors jamais min_delta d'un coup, et vous arrêtez un "
        "entraînement qui progresse. Seule une amélioration devient la nouvelle référence."
    ),
    en=(
        "You lower the best loss at each small gain, even an insufficient one. A slow and steady "
        "fall then never exceeds min_delta at once, and you stop a training that makes progress. "
        "Only an improvement becomes the new reference."
    ),
)
class EarlyStopping:
    """Always keep the minimum as the reference."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Update the best loss in any case."""
        self.count = 0 if loss < self.best - self.min_delta else self.count + 1
        self.best = min(self.best, loss)
        return self.count >= self.patience


@misconception(
    "nan-counts-as-better",
    fails={"test_not_a_number"},
    fr=(
        "NaN passe chez vous pour une amélioration : vous testez si la perte est moins bonne, ce "
        "qui est faux pour NaN, et tout le reste remet le compte à zéro. La meilleure perte "
        "devient NaN, et plus rien n'arrête l'entraînement. Testez plutôt l'amélioration."
    ),
    en=(
        "NaN passes for an improvement: you test whether the loss is no better, which is false for "
        "NaN, and all the rest resets the count. The best loss becomes NaN, and nothing stops the "
        "training any more. Test for the improvement instead."
    ),
)
class EarlyStopping:
    """Test for the absence of improvement."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Treat everything that is not worse as better."""
        if loss >= self.best - self.min_delta:
            self.count += 1
        else:
            self.best, self.count = loss, 0
        return self.count >= self.patience


@misconception(
    "larger-loss-counts-as-better",
    fails={
        "test_by_hand",
        "test_count_starts_again",
        "test_above_the_best",
        "test_plateau",
        "test_min_delta",
        "test_not_a_number",
        "test_two_objects",
    },
    fr=(
        "Vous attendez que la perte monte. Ce serait juste pour un taux de réussite ; une perte, "
        "elle, doit descendre."
    ),
    en=(
        "You wait for the loss to rise. That would be right for an accuracy; a loss has to come "
        "down."
    ),
)
class EarlyStopping:
    """Maximise."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("-inf"), 0

    def step(self, loss):
        """Take the largest loss for the best."""
        if loss > self.best + self.min_delta:
            self.best, self.count = loss, 0
        else:
            self.count += 1
        return self.count >= self.patience


@misconception(
    "state-shared-by-objects",
    fails={"test_two_objects"},
    fr=(
        "Vos objets partagent leur mémoire : ce que l'un a vu change les réponses de l'autre, et "
        "en créer un second efface ce que le premier a retenu. L'état d'un objet se range dans "
        "self."
    ),
    en=(
        "Your objects share their memory: what one has seen changes the answers of the other, and "
        "making a second one wipes out what the first has kept. The state of an object belongs in "
        "self."
    ),
)
class EarlyStopping:
    """Keep the counts in the class."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        EarlyStopping.best, EarlyStopping.count = float("inf"), 0

    def step(self, loss):
        """Write into the class."""
        if loss < EarlyStopping.best - self.min_delta:
            EarlyStopping.best, EarlyStopping.count = loss, 0
        else:
            EarlyStopping.count += 1
        return EarlyStopping.count >= self.patience


@misconception(
    "first-loss-stays-the-reference",
    fails={
        "test_by_hand",
        "test_count_starts_again",
        "test_plateau",
        "test_not_a_number",
        "test_two_objects",
    },
    fr=(
        "Votre référence reste la première perte : tout ce qui est en dessous passe pour une "
        "amélioration, même quand l'entraînement se dégrade depuis longtemps. Une amélioration "
        "devient la nouvelle meilleure perte."
    ),
    en=(
        "Your reference stays the first loss: all that is below it passes for an improvement, even "
        "when training has long been getting worse. An improvement becomes the new best loss."
    ),
)
class EarlyStopping:
    """Never update the best loss."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.first, self.count = None, 0

    def step(self, loss):
        """Compare with the first loss."""
        if self.first is None:
            self.first = loss
        elif loss < self.first - self.min_delta:
            self.count = 0
        else:
            self.count += 1
        return self.count >= self.patience


@misconception(
    "min-delta-as-a-share",
    fails={"test_min_delta"},
    fr=(
        "Vous lisez min_delta comme une part de la meilleure perte. Certains outils comptent "
        "ainsi ; ici c'est une différence : l'exigence est la même que la perte soit grande ou "
        "petite. Relisez ce que le contrat soustrait à la meilleure perte."
    ),
    en=(
        "You read min_delta as a share of the best loss. Some tools count like that; here it is a "
        "difference: the demand is the same whether the loss is large or small. Read again what "
        "the contract subtracts from the best loss."
    ),
)
class EarlyStopping:
    """Ask for a relative gain."""

    def __init__(self, patience, min_delta=0.0):
        """Set up."""
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count = float("inf"), 0

    def step(self, loss):
        """Multiply instead of subtracting."""
        if loss < self.best * (1 - self.min_delta):
            self.best, self.count = loss, 0
        else:
            self.count += 1
        return self.count >= self.patience
