"""Wrong implementations of `clip_gradients`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "each-tensor-clipped-alone",
    fails={
        "test_by_hand",
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous réduisez chaque tenseur d'après sa propre norme. Les couches sont alors réduites "
        "de facteurs différents et la direction du pas change ; en outre, plusieurs tenseurs "
        "juste sous la limite la dépassent ensemble. La norme est celle de tous les gradients "
        "mis bout à bout."
    ),
    en=(
        "You shorten each tensor according to its own norm. Layers are then reduced by "
        "different factors and the direction of the step changes; besides, several tensors just "
        "below the limit exceed it together. The norm is that of all gradients laid end to end."
    ),
)
def clip_gradients(gradients, max_norm):
    """Clip tensor by tensor."""
    return [g * min(1.0, max_norm / max(float(g.norm()), 1e-12)) for g in gradients]


@misconception(
    "values-clipped",
    fails={
        "test_by_hand",
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous bornez chaque nombre entre −max_norm et max_norm. C'est une autre méthode, la "
        "troncature par valeur : elle change la direction du gradient, et la norme peut rester "
        "bien plus grande que max_norm. Ici, tout est multiplié par un même facteur."
    ),
    en=(
        "You keep each number between −max_norm and max_norm. That is another method, clipping "
        "by value: it changes the direction of the gradient, and the norm may remain much "
        "greater than max_norm. Here everything is multiplied by one factor."
    ),
)
def clip_gradients(gradients, max_norm):
    """Clip number by number."""
    return [g.clamp(-max_norm, max_norm) for g in gradients]


@misconception(
    "always-rescaled",
    fails={"test_by_hand", "test_near_the_limit", "test_together", "test_zeros"},
    fr=(
        "Vous ramenez toujours la norme à max_norm, même quand elle est plus petite : les "
        "petits gradients de la fin de l'entraînement sont agrandis et le réseau ne se pose "
        "jamais ; des gradients nuls donnent 0/0, donc NaN. Ne touchez aux gradients que si "
        "leur norme dépasse la limite."
    ),
    en=(
        "You always bring the norm to max_norm, even when it is smaller: the small gradients at "
        "the end of training are enlarged and the network never settles; gradients of zero give "
        "0/0, hence NaN. Touch the gradients only if their norm exceeds the limit."
    ),
)
def clip_gradients(gradients, max_norm):
    """Rescale without looking."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    return [g * (max_norm / norm) for g in gradients]


@misconception(
    "square-root-forgotten",
    fails={
        "test_by_hand",
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre norme est la somme des carrés, sans la racine. Pour (3 ; −4) elle vaut 25 au "
        "lieu de 5 : les grands gradients sont beaucoup trop réduits. Prenez la racine de la "
        "somme."
    ),
    en=(
        "Your norm is the sum of the squares, without the root. For (3, −4) it is 25 instead of "
        "5: large gradients are reduced far too much. Take the root of the sum."
    ),
)
def clip_gradients(gradients, max_norm):
    """Compare the squared norm with the limit."""
    norm = sum((g**2).sum() for g in gradients)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in gradients]


@misconception(
    "norms-added-up",
    fails={
        "test_by_hand",
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez les normes des tenseurs. Des longueurs perpendiculaires ne s'ajoutent "
        "pas ainsi : 3 et 4 font 5 (Pythagore), pas 7. Additionnez les carrés, puis prenez une "
        "seule racine."
    ),
    en=(
        "You add up the norms of the tensors. Perpendicular lengths do not add up like that: 3 "
        "and 4 make 5 (Pythagoras), not 7. Add up the squares, then take a single root."
    ),
)
def clip_gradients(gradients, max_norm):
    """Add the norms of the tensors."""
    norm = sum(g.norm() for g in gradients)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in gradients]


@misconception(
    "largest-value-taken-for-the-norm",
    fails={
        "test_by_hand",
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous prenez pour norme la plus grande valeur absolue. Un million de petits gradients "
        "font ensemble un pas énorme qu'elle ne voit pas. La norme demandée compte toutes les "
        "valeurs : racine de la somme de leurs carrés."
    ),
    en=(
        "You take the greatest absolute value for the norm. A million small gradients make an "
        "enormous step together, which it does not see. The norm asked for counts all values: "
        "the root of the sum of their squares."
    ),
)
def clip_gradients(gradients, max_norm):
    """Look at the largest entry only."""
    norm = max(g.abs().max() for g in gradients)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in gradients]


@misconception(
    "absolute-values-added-up",
    fails={
        "test_by_hand",
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre norme est la somme des valeurs absolues. Pour (3 ; −4) elle vaut 7 au lieu de 5, "
        "et plus il y a de paramètres, plus l'écart grandit. Il faut la racine de la somme des "
        "carrés."
    ),
    en=(
        "Your norm is the sum of the absolute values. For (3, −4) it is 7 instead of 5, and the "
        "more parameters there are, the larger the difference. The root of the sum of the "
        "squares is needed."
    ),
)
def clip_gradients(gradients, max_norm):
    """Add the absolute values."""
    norm = sum(g.abs().sum() for g in gradients)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in gradients]


@misconception(
    "limit-forgotten-in-the-factor",
    fails={
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Quand la norme dépasse la limite, vous divisez par la norme : elle devient 1, pas "
        "max_norm. Avec max_norm = 1 cela ne se voit pas. Vérifiez la norme de votre résultat "
        "avec une autre limite."
    ),
    en=(
        "When the norm exceeds the limit, you divide by the norm: it becomes 1, not max_norm. "
        "With max_norm = 1 it does not show. Check the norm of your result with another limit."
    ),
)
def clip_gradients(gradients, max_norm):
    """Bring the norm to 1."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    return [g / norm if norm > max_norm else g.clone() for g in gradients]


@misconception(
    "mean-of-squares",
    fails={
        "test_by_hand",
        "test_above",
        "test_near_the_limit",
        "test_together",
        "test_zeros",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre norme est la racine de la moyenne des carrés. Elle ne grandit pas avec le nombre "
        "de paramètres, alors que la longueur du pas, elle, grandit : un grand réseau n'est "
        "presque jamais freiné. Il faut la somme, pas la moyenne."
    ),
    en=(
        "Your norm is the root of the mean of the squares. It does not grow with the number of "
        "parameters, whereas the length of the step does: a large network is hardly ever slowed "
        "down. Take the sum, not the mean."
    ),
)
def clip_gradients(gradients, max_norm):
    """Average the squares."""
    norm = torch.cat([g.flatten() for g in gradients]).pow(2).mean().sqrt()
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in gradients]


@misconception(
    "gradients-clipped-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Les valeurs sont justes, mais vous écrivez dans les tenseurs reçus, comme le fait "
        "clip_grad_norm_ de PyTorch (c'est ce que dit son tiret bas final). Ici, la fonction "
        "renvoie de nouveaux tenseurs : celui qui appelle peut encore comparer avant et après."
    ),
    en=(
        "The values are right, but you write into the tensors received, as PyTorch's "
        "clip_grad_norm_ does (that is what its final underscore says). Here the function "
        "returns new tensors: the caller can still compare before and after."
    ),
)
def clip_gradients(gradients, max_norm):
    """Multiply in place."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g *= max_norm / norm
    return gradients
