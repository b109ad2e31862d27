"""Wrong implementations of `sequence_loss`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "padding-counted",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_sequences_as_steps",
        "test_anything_as_padding",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez tous les pas, y compris le remplissage. Le réseau est alors puni pour "
        "des réponses à des mots qui n'existent pas, et d'autant plus que la phrase est courte. "
        "Servez-vous de `lengths`."
    ),
    en=(
        "You add up all the steps, padding included. The network is then punished for answers to "
        "words that do not exist, and the more so the shorter the sentence. Use `lengths`."
    ),
)
def sequence_loss(probability, target, lengths):
    """Ignore the lengths."""
    yes, no = torch.log(probability).clamp(min=-100), torch.log(1 - probability).clamp(min=-100)
    return -(target * yes + (1 - target) * no).sum() / len(lengths)


@misconception(
    "mean-over-time",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_sequences_as_steps",
        "test_single_sequence",
        "test_anything_as_padding",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Pour chaque séquence vous faites la moyenne sur ses pas. La diapositive écrit une somme "
        "sur le temps, sans diviser : une phrase deux fois plus longue pèse deux fois plus. Seule "
        "la moyenne sur les séquences est demandée."
    ),
    en=(
        "For each sequence you take the mean over its steps. The slide writes a sum over time, "
        "without division: a sentence twice as long weighs twice as much. Only the mean over the "
        "sequences is asked for."
    ),
)
def sequence_loss(probability, target, lengths):
    """Divide each sequence by its length."""
    losses = []
    for p, y, length in zip(probability, target, lengths.tolist(), strict=True):
        p, y = p[:length], y[:length]
        yes, no = torch.log(p).clamp(min=-100), torch.log(1 - p).clamp(min=-100)
        losses.append(-(y * yes + (1 - y) * no).mean())
    return torch.stack(losses).mean()


@misconception(
    "mean-over-all-steps",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_sequences_as_steps",
        "test_single_sequence",
        "test_anything_as_padding",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par le nombre total de pas. C'est une convention répandue, mais pas celle "
        "du contrat : on additionne sur le temps, puis on fait la moyenne sur les N séquences."
    ),
    en=(
        "You divide by the total number of steps. It is a common convention, but not the one of "
        "the contract: add over time, then take the mean over the N sequences."
    ),
)
def sequence_loss(probability, target, lengths):
    """Average over everything that is not padding."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    real = steps < lengths[:, None]
    p, y = probability[real], target[real]
    yes, no = torch.log(p).clamp(min=-100), torch.log(1 - p).clamp(min=-100)
    return -(y * yes + (1 - y) * no).mean()


@misconception(
    "sum-over-sequences",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_sequences_as_steps",
        "test_anything_as_padding",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez aussi sur les séquences. Le coût, donc la taille des gradients, "
        "dépendrait alors du nombre de phrases du lot. Sur le temps, une somme ; sur les "
        "séquences, une moyenne."
    ),
    en=(
        "You add up over the sequences too. The cost, hence the size of the gradients, would then "
        "depend on the number of sentences in the batch. Over time, a sum; over sequences, a mean."
    ),
)
def sequence_loss(probability, target, lengths):
    """Never divide."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    real = steps < lengths[:, None]
    p, y = probability[real], target[real]
    yes, no = torch.log(p).clamp(min=-100), torch.log(1 - p).clamp(min=-100)
    return -(y * yes + (1 - y) * no).sum()


@misconception(
    "padding-multiplied-by-zero",
    fails={"test_anything_as_padding"},
    fr=(
        "Vous multipliez la perte du remplissage par 0. Cela suffit tant qu'elle est finie, mais "
        "0 fois `nan` vaut `nan`, et un seul pas de remplissage gâte alors tout le coût. "
        "Choisissez les vrais pas au lieu d'effacer les autres."
    ),
    en=(
        "You multiply the loss of the padding by 0. That is enough while it is finite, but 0 "
        "times `nan` is `nan`, and a single step of padding then spoils the whole cost. Select "
        "the real steps instead of erasing the others."
    ),
)
def sequence_loss(probability, target, lengths):
    """Multiply by a mask."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    mask = (steps < lengths[:, None]).to(probability.dtype)
    yes, no = torch.log(probability).clamp(min=-100), torch.log(1 - probability).clamp(min=-100)
    return -(mask * (target * yes + (1 - target) * no)).sum() / len(lengths)


@misconception(
    "one-step-too-many",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_sequences_as_steps",
        "test_anything_as_padding",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous comptez un pas de trop par séquence : les pas sont numérotés à partir de 0, donc le "
        "dernier vrai pas porte le numéro `lengths[n] - 1`. Une séquence sans remplissage ne le "
        "montre pas."
    ),
    en=(
        "You count one step too many per sequence: steps are numbered from 0, so the last real "
        "one has number `lengths[n] - 1`. A sequence without padding does not show it."
    ),
)
def sequence_loss(probability, target, lengths):
    """Compare with <= instead of <."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    real = steps <= lengths[:, None]
    p, y = probability[real], target[real]
    yes, no = torch.log(p).clamp(min=-100), torch.log(1 - p).clamp(min=-100)
    return -(y * yes + (1 - y) * no).sum() / len(lengths)


@misconception(
    "mask-along-the-batch",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_sequences_as_steps",
        "test_anything_as_padding",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous comparez les longueurs le long du temps : la longueur numéro `t` décide du pas `t`, "
        "pour toutes les séquences. Avec autant de séquences que de pas, rien ne vous avertit. "
        "Les pas vont en ligne, les longueurs en colonne."
    ),
    en=(
        "You compare the lengths along time: length number `t` decides about step `t`, for all "
        "sequences. With as many sequences as steps nothing warns you. Steps go into a row, "
        "lengths into a column."
    ),
)
def sequence_loss(probability, target, lengths):
    """Broadcast the lengths as a row."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    real = (steps < lengths).expand(len(lengths), -1)
    p, y = probability[real], target[real]
    yes, no = torch.log(p).clamp(min=-100), torch.log(1 - p).clamp(min=-100)
    return -(y * yes + (1 - y) * no).sum() / len(lengths)


@misconception(
    "infinite-logarithm",
    fails={"test_certain_answers"},
    fr=(
        "Le logarithme de 0 vaut moins l'infini : une réponse certaine donne un coût infini, ou "
        "`nan` (0 fois l'infini) même quand elle est juste. Le contrat arrête chaque logarithme à "
        "$-100$."
    ),
    en=(
        "The logarithm of 0 is minus infinity: a certain answer gives an infinite cost, or `nan` "
        "(0 times infinity) even when it is right. The contract stops each logarithm at $-100$."
    ),
)
def sequence_loss(probability, target, lengths):
    """Take the logarithms as they come."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    real = steps < lengths[:, None]
    p, y = probability[real], target[real]
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).sum() / len(lengths)


@misconception(
    "probability-clipped",
    fails={"test_certain_answers"},
    fr=(
        "Vous écartez les probabilités de 0 et de 1 avant le logarithme. Le coût devient fini, "
        "mais une réponse certaine et fausse ne coûte plus que $-\\ln 10^{-7} \\approx 16$. Le "
        "contrat borne le logarithme, à $-100$, et non la probabilité."
    ),
    en=(
        "You move the probabilities away from 0 and 1 before the logarithm. The cost becomes "
        "finite, but an answer that is certain and wrong only costs $-\\ln 10^{-7} \\approx 16$. "
        "The contract bounds the logarithm, at $-100$, and not the probability."
    ),
)
def sequence_loss(probability, target, lengths):
    """Clip the probabilities by a small epsilon."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    real = steps < lengths[:, None]
    p, y = probability[real].clamp(1e-7, 1 - 1e-7), target[real]
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).sum() / len(lengths)


@misconception(
    "only-positive-labels",
    fails={
        "test_by_hand",
        "test_random_values",
        "test_as_many_sequences_as_steps",
        "test_single_sequence",
        "test_anything_as_padding",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ne comptez que les mots dont la cible vaut 1. Un réseau qui répondrait toujours oui "
        "aurait alors un coût nul. Il manque le second terme, pour les mots dont la cible est 0."
    ),
    en=(
        "You only count the words whose target is 1. A network that always says yes would then "
        "have zero cost. The second term, for the words whose target is 0, is missing."
    ),
)
def sequence_loss(probability, target, lengths):
    """Forget the words that are not names."""
    steps = torch.arange(probability.shape[1], device=probability.device)
    real = steps < lengths[:, None]
    return -(target[real] * torch.log(probability[real]).clamp(min=-100)).sum() / len(lengths)


@misconception(
    "padding-blanked-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Votre coût est juste, mais pour neutraliser le remplissage vous écrivez dans les "
        "tenseurs reçus : la réponse du réseau et les cibles de celui qui vous a appelé sont "
        "changées. Travaillez sur des copies, ou sélectionnez."
    ),
    en=(
        "Your cost is right, but to neutralise the padding you write into the tensors received: "
        "your caller's answers and targets are changed. Work on copies, or select."
    ),
)
def sequence_loss(probability, target, lengths):
    """Make the padding right answers, in place."""
    padding = torch.arange(probability.shape[1], device=probability.device) >= lengths[:, None]
    probability[padding], target[padding] = 1, 1
    yes, no = torch.log(probability).clamp(min=-100), torch.log(1 - probability).clamp(min=-100)
    return -(target * yes + (1 - target) * no).sum() / len(lengths)
