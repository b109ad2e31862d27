"""Wrong implementations of `dropout`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "p-taken-for-keeping",
    fails={
        "test_by_hand",
        "test_values",
        "test_probability",
        "test_extreme_probabilities",
        "test_follows_the_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Chez vous, p est la probabilité de garder une valeur. D'autres cours la définissent "
        "ainsi ; ici, comme dans PyTorch, c'est celle de l'éteindre. Avec p = 0,5, les deux se "
        "confondent : essayez une autre valeur."
    ),
    en=(
        "With you, p is the probability to keep a value. Other courses define it like that; here, "
        "as in PyTorch, it is that of dropping it. With p = 0.5 the two cannot be told apart: try "
        "another value."
    ),
)
def dropout(x, p, training, generator):
    """Keep with probability p."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, generator=generator, device=x.device) < p
    return torch.where(mask, x / p, 0.0), mask


@misconception(
    "kept-values-not-scaled",
    fails={
        "test_by_hand",
        "test_values",
        "test_probability",
        "test_follows_the_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Vous éteignez des valeurs sans agrandir celles qui restent. La couche suivante reçoit "
        "alors à l'entraînement une somme plus petite, en moyenne, qu'en évaluation, et ses poids "
        "ne conviennent plus. Il manque la division par la probabilité de garder."
    ),
    en=(
        "You drop values without enlarging those that remain. In training the next layer then "
        "receives a smaller sum, on average, than in evaluation, and its weights no longer fit. "
        "The division by the probability to keep is missing."
    ),
)
def dropout(x, p, training, generator):
    """Drop and leave it at that."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(mask, x, 0.0), mask


@misconception(
    "scaled-in-evaluation-instead",
    fails={
        "test_by_hand",
        "test_values",
        "test_probability",
        "test_evaluation",
        "test_follows_the_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Vous corrigez en évaluation, en multipliant par 1 − p, et non à l'entraînement. C'est le "
        "dropout des premiers articles, et les moyennes y sont justes ; mais le contrat demande le "
        "dropout inversé, qui laisse l'évaluation tranquille."
    ),
    en=(
        "You correct in evaluation, multiplying by 1 − p, and not in training. That is the dropout "
        "of the first papers, and its averages are right; but the contract asks for inverted "
        "dropout, which leaves evaluation alone."
    ),
)
def dropout(x, p, training, generator):
    """Scale at test time."""
    if not training:
        return x * (1 - p), torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(mask, x, 0.0), mask


@misconception(
    "divided-by-p",
    fails={
        "test_by_hand",
        "test_values",
        "test_probability",
        "test_extreme_probabilities",
        "test_follows_the_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Vous divisez par p, la probabilité d'éteindre. Pour garder la moyenne, on divise par la "
        "probabilité de garder : si un quart des valeurs s'éteint, les autres portent 4/3 de la "
        "leur, et non 4 fois. Avec p = 0 vous divisez même par zéro."
    ),
    en=(
        "You divide by p, the probability to drop. To keep the mean one divides by the probability "
        "to keep: if a quarter of the values is dropped, the others carry 4/3 of theirs, not 4 "
        "times. With p = 0 you even divide by zero."
    ),
)
def dropout(x, p, training, generator):
    """Divide by the wrong probability."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(mask, x / p if p > 0 else x * float("inf"), 0.0), mask


@misconception(
    "mask-from-normal-numbers",
    fails={"test_probability", "test_extreme_probabilities"},
    fr=(
        "Vous comparez p à des nombres tirés selon la loi normale. Ils sont négatifs une fois sur "
        "deux : vous éteignez plus de la moitié des valeurs, même pour p = 0. Il faut des nombres "
        "uniformes entre 0 et 1, dont la part inférieure à p est justement p."
    ),
    en=(
        "You compare p with numbers drawn from the normal distribution. Every second one is "
        "negative: you drop more than half of the values, even for p = 0. Uniform numbers between "
        "0 and 1 are needed, of which the share below p is just p."
    ),
)
def dropout(x, p, training, generator):
    """Draw from the normal distribution."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    mask = torch.randn(x.shape, generator=generator, device=x.device) >= p
    return torch.where(mask, x / (1 - p), 0.0), mask


@misconception(
    "same-mask-for-all-examples",
    fails={"test_probability"},
    fr=(
        "Vous tirez un seul masque et l'appliquez à toutes les lignes : les mêmes neurones "
        "s'éteignent pour tous les exemples du lot. Chaque valeur doit être tirée séparément ; le "
        "masque se tire avec la forme entière de x."
    ),
    en=(
        "You draw one mask and apply it to all rows: the same neurons are dropped for all examples "
        "of the batch. Each value must be drawn by itself; the mask is drawn with the full shape "
        "of x."
    ),
)
def dropout(x, p, training, generator):
    """Draw one row of the mask."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    row = torch.rand(x.shape[-1], generator=generator, device=x.device) >= p
    mask = row.expand(x.shape).clone()
    return torch.where(mask, x / (1 - p), 0.0), mask


@misconception(
    "active-in-evaluation",
    fails={"test_evaluation"},
    fr=(
        "Votre dropout ne regarde pas training : il éteint aussi en évaluation. Le même exemple "
        "reçoit alors une autre réponse à chaque appel. Le hasard n'a sa place qu'à "
        "l'entraînement."
    ),
    en=(
        "Your dropout does not look at training: it drops in evaluation too. The same example then "
        "gets another answer at each call. Chance has its place in training only."
    ),
)
def dropout(x, p, training, generator):
    """Ignore the mode."""
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return torch.where(mask, x / (1 - p), 0.0), mask


@misconception(
    "everything-dropped-gives-nan",
    fails={"test_extreme_probabilities"},
    fr=(
        "Pour p = 1, vous calculez 0 divisé par 0 : le résultat est NaN au lieu de 0. Multiplier "
        "par le masque n'efface ni les infinis ni les NaN ; choisir entre deux valeurs, si."
    ),
    en=(
        "For p = 1 you compute 0 divided by 0: the result is NaN instead of 0. Multiplying by the "
        "mask erases neither infinities nor NaN; choosing between two values does."
    ),
)
def dropout(x, p, training, generator):
    """Multiply by the mask, then divide."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return x * mask / (1 - p), mask


@misconception(
    "given-generator-unused-in-dropout",
    fails={"test_follows_the_generator"},
    fr=(
        "Vous tirez le masque avec le générateur global de PyTorch. La même graine ne redonne pas "
        "le même masque, et vos tirages décalent tous ceux qui suivent dans le programme. Passez "
        "le générateur reçu à la fonction qui tire."
    ),
    en=(
        "You draw the mask with PyTorch's global generator. The same seed does not give the same "
        "mask again, and your draws shift all those that follow in the program. Hand the given "
        "generator to the function that draws."
    ),
)
def dropout(x, p, training, generator):
    """Use the global generator."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, device=x.device) >= p
    return torch.where(mask, x / (1 - p), 0.0), mask


@misconception(
    "dropped-in-place",
    fails={"test_argument_unchanged"},
    fr=(
        "Vous mettez à zéro les valeurs de x lui-même. Le résultat est juste, mais la couche "
        "précédente a perdu ses activations, dont la rétropropagation a encore besoin. Écrivez "
        "dans un nouveau tenseur."
    ),
    en=(
        "You set values of x itself to zero. The result is right, but the layer before has lost "
        "its activations, which backpropagation still needs. Write into a new tensor."
    ),
)
def dropout(x, p, training, generator):
    """Overwrite x."""
    if not training:
        return x, torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    x[~mask] = 0.0
    x[mask] /= 1 - p
    return x, mask


@misconception(
    "scaled-by-observed-share",
    fails={
        "test_by_hand",
        "test_values",
        "test_probability",
        "test_extreme_probabilities",
        "test_follows_the_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Vous divisez par la part de valeurs gardées dans ce tirage, et non par 1 − p. Les deux ne "
        "sont égales qu'en moyenne ; avec la vôtre, chaque valeur dépend du sort des autres, et "
        "un tirage qui éteint tout donne NaN."
    ),
    en=(
        "You divide by the share of values kept in this draw, and not by 1 − p. The two are equal "
        "on average only; with yours, each value depends on the fate of the others, and a draw "
        "that drops everything gives NaN."
    ),
)
def dropout(x, p, training, generator):
    """Divide by what was kept this time."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    mask = torch.rand(x.shape, generator=generator, device=x.device) >= p
    return x * mask / mask.to(x.dtype).mean(), mask


@misconception(
    "seed-fixed-inside-dropout",
    fails={"test_probability", "test_follows_the_generator"},
    fr=(
        "Vous fixez une graine dans la fonction : le masque est le même à chaque appel, et ce sont "
        "toujours les mêmes neurones qui n'apprennent pas. Servez-vous du générateur reçu, qui "
        "continue d'un appel à l'autre."
    ),
    en=(
        "You set a seed inside the function: the mask is the same at each call, and it is always "
        "the same neurons that do not learn. Use the given generator, which goes on from one call "
        "to the next."
    ),
)
def dropout(x, p, training, generator):
    """Make a generator of its own."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    own = torch.Generator(x.device).manual_seed(42)
    mask = torch.rand(x.shape, generator=own, device=x.device) >= p
    return torch.where(mask, x / (1 - p), 0.0), mask


@misconception(
    "mask-read-off-the-result",
    fails={"test_probability"},
    fr=(
        "Vous déduisez le masque du résultat : gardé là où y n'est pas nul. Mais une valeur de x "
        "qui valait déjà 0, comme il y en a tant après une ReLU, reste 0 quand elle est gardée. "
        "Le masque dit ce que le sort a choisi : renvoyez celui que vous avez tiré."
    ),
    en=(
        "You deduce the mask from the result: kept wherever y is not zero. But a value of x that "
        "was 0 already, as so many are behind a ReLU, is still 0 when it is kept. The mask says "
        "what chance has chosen: return the one that you drew."
    ),
)
def dropout(x, p, training, generator):
    """Compare the result with zero."""
    if not training:
        return x.clone(), torch.ones_like(x, dtype=torch.bool)
    kept = torch.rand(x.shape, generator=generator, device=x.device) >= p
    y = torch.where(kept, x / (1 - p), 0.0)
    return y, y != 0


@misconception(
    "fixed-number-dropped",
    fails={"test_probability"},
    fr=(
        "Vous éteignez un nombre de valeurs fixé d'avance, la part p de x. Les tirages ne sont "
        "alors plus indépendants : une valeur éteinte en protège une autre, et une valeur seule "
        "aurait toujours le même sort. Chaque valeur a son propre tirage."
    ),
    en=(
        "You drop a number of values that is fixed beforehand, the share p of x. Then the draws "
        "are no longer independent: a value that is dropped protects another one, and a value on "
        "its own would always meet the same fate. Each value has its own draw."
    ),
)
def dropout(x, p, training, generator):
    """Shuffle the values and drop the first ones."""
    mask = torch.ones_like(x, dtype=torch.bool)
    if not training:
        return x.clone(), mask
    order = torch.randperm(x.numel(), generator=generator, device=x.device)
    mask.view(-1)[order[: round(p * x.numel())]] = False
    return torch.where(mask, x / (1 - p), 0.0), mask
