"""Wrong implementations of `binary_cross_entropy`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "log-of-zero",
    fails={
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Une probabilité de 0 ou de 1 exactement donne log(0) = -inf, et 0 × inf donne nan : un "
        "seul exemple rend alors tout le coût inutilisable. Le contrat dit ce que vaut un "
        "logarithme trop petit."
    ),
    en=(
        "A probability of exactly 0 or 1 gives log(0) = -inf, and 0 × inf gives nan: one example "
        "then makes the whole cost useless. The contract says what a logarithm that is too small "
        "counts for."
    ),
)
def binary_cross_entropy(probability, target):
    """Take the logarithm without protection."""
    return -(target * torch.log(probability) + (1 - target) * torch.log(1 - probability)).mean()


@misconception(
    "probability-clipped",
    fails={
        "test_certain_answers",
        "test_tiny_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous bornez la probabilité avant le logarithme : le coût reste fini, mais toutes les "
        "réponses très fausses coûtent la même chose, et la valeur n'est plus celle de PyTorch. "
        "C'est le logarithme que le contrat borne, pas la probabilité."
    ),
    en=(
        "You clip the probability before the logarithm: the cost stays finite, but all very wrong "
        "answers cost the same, and the value is no longer PyTorch's. It is the logarithm that the "
        "contract bounds, not the probability."
    ),
)
def binary_cross_entropy(probability, target):
    """Clip the probability instead of its logarithm."""
    p = probability.clamp(1e-7, 1 - 1e-7)
    return -(target * torch.log(p) + (1 - target) * torch.log(1 - p)).mean()


@misconception(
    "divided-by-rows",
    fails={
        "test_matrix",
        "test_any_shape",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez la somme par le nombre de lignes. Pour un vecteur c'est juste ; pour une "
        "matrice, le coût est multiplié par le nombre de colonnes. Le contrat demande la moyenne "
        "sur toutes les valeurs, quelle que soit la forme."
    ),
    en=(
        "You divide the sum by the number of rows. For a vector that is right; for a matrix the "
        "cost is multiplied by the number of columns. The contract asks for the mean over all "
        "entries, whatever the shape."
    ),
)
def binary_cross_entropy(probability, target):
    """Divide by the first size only."""
    log_yes = torch.log(probability).clamp(min=-100)
    log_no = torch.log(1 - probability).clamp(min=-100)
    return -(target * log_yes + (1 - target) * log_no).sum() / len(probability)


@misconception(
    "zero-targets-forgotten",
    fails={
        "test_by_hand",
        "test_matrix",
        "test_any_shape",
        "test_targets_between_0_and_1",
        "test_certain_answers",
        "test_arguments_unchanged",
    },
    fr=(
        "Il manque la moitié de la formule : les exemples dont la cible est 0 ne coûtent rien, et "
        "un réseau qui répond toujours 1 paraît parfait. Que doit payer une probabilité élevée "
        "quand la cible est 0 ?"
    ),
    en=(
        "Half of the formula is missing: examples whose target is 0 cost nothing, and a network "
        "that always answers 1 looks perfect. What must a high probability pay when the target "
        "is 0?"
    ),
)
def binary_cross_entropy(probability, target):
    """Leave out the second term."""
    return -(target * torch.log(probability).clamp(min=-100)).mean()


@misconception(
    "sign-forgotten",
    fails={
        "test_by_hand",
        "test_matrix",
        "test_any_shape",
        "test_targets_between_0_and_1",
        "test_certain_answers",
        "test_tiny_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre coût est négatif : le logarithme d'une probabilité l'est toujours. Sans le signe "
        "moins, la descente de gradient chercherait les réponses les plus fausses."
    ),
    en=(
        "Your cost is negative: the logarithm of a probability always is. Without the minus sign, "
        "gradient descent would look for the most wrong answers."
    ),
)
def binary_cross_entropy(probability, target):
    """Leave out the minus sign."""
    log_yes = torch.log(probability).clamp(min=-100)
    log_no = torch.log(1 - probability).clamp(min=-100)
    return (target * log_yes + (1 - target) * log_no).mean()


@misconception(
    "sum-instead-of-mean",
    fails={
        "test_by_hand",
        "test_matrix",
        "test_any_shape",
        "test_targets_between_0_and_1",
        "test_certain_answers",
        "test_tiny_probabilities",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez les coûts sans en faire la moyenne : le coût, et donc le pas de la "
        "descente de gradient, grandit avec le nombre d'exemples."
    ),
    en=(
        "You add the costs up without averaging them: the cost, and hence the step of gradient "
        "descent, grows with the number of examples."
    ),
)
def binary_cross_entropy(probability, target):
    """Sum instead of averaging."""
    log_yes = torch.log(probability).clamp(min=-100)
    log_no = torch.log(1 - probability).clamp(min=-100)
    return -(target * log_yes + (1 - target) * log_no).sum()


@misconception(
    "hard-targets-only",
    fails={
        "test_targets_between_0_and_1",
    },
    fr=(
        "Vous choisissez l'un des deux termes selon la cible, comme si elle valait toujours 0 "
        "ou 1. Une cible de 0,3 pondère les deux termes à la fois : appliquez la formule telle "
        "quelle, sans condition."
    ),
    en=(
        "You choose one of the two terms by the target, as if it were always 0 or 1. A target of "
        "0.3 weighs both terms at once: apply the formula as it is, without a condition."
    ),
)
def binary_cross_entropy(probability, target):
    """Choose a term instead of weighing both."""
    right = torch.where(target > 0.5, probability, 1 - probability)
    return -torch.log(right).clamp(min=-100).mean()


@misconception(
    "in-place-logarithm",
    fails={
        "test_arguments_unchanged",
    },
    fr=(
        "Le coût est bon, mais une méthode dont le nom finit par _ remplace les probabilités "
        "reçues par leurs logarithmes : celui qui vous a appelé ne peut plus s'en servir. Prenez "
        "la version qui renvoie un nouveau tenseur."
    ),
    en=(
        "The cost is right, but a method whose name ends with _ replaces the probabilities that "
        "you received by their logarithms: your caller can no longer use them. Take the version "
        "that returns a new tensor."
    ),
)
def binary_cross_entropy(probability, target):
    """Overwrite the probabilities with their logarithms."""
    log_no = (1 - probability).log_().clamp_(min=-100)
    log_yes = probability.log_().clamp_(min=-100)
    return -(target * log_yes + (1 - target) * log_no).mean()
