"""Wrong implementations of `clip_by_norm`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "norm-of-each-gradient",
    fails={
        "test_by_hand",
        "test_large_gradients",
        "test_on_both_sides",
        "test_only_together_too_large",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous bornez chaque gradient séparément. Les petits gardent leur taille, les grands "
        "raccourcissent : la direction du pas change. La norme est celle de tous les gradients "
        "ensemble, et le facteur est le même pour tous."
    ),
    en=(
        "You bound each gradient separately. Small ones keep their size, large ones become "
        "shorter: the direction of the step changes. The norm is that of all gradients together, "
        "and the factor is the same for all."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Clip one tensor after the other."""
    clipped = []
    for g in gradients:
        norm = torch.sqrt((g**2).sum())
        clipped.append(g * (max_norm / norm) if norm > max_norm else g.clone())
    return clipped


@misconception(
    "clipped-by-value",
    fails={
        "test_by_hand",
        "test_large_gradients",
        "test_on_both_sides",
        "test_only_together_too_large",
        "test_zero_gradients",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous bornez chaque valeur entre `-max_norm` et `max_norm`. Cette autre méthode existe, "
        "mais elle change la direction du gradient, et la norme peut rester bien plus grande que "
        "`max_norm`."
    ),
    en=(
        "You bound each value between `-max_norm` and `max_norm`. This other method exists, but "
        "it changes the direction of the gradient, and the norm may stay much larger than "
        "`max_norm`."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Clamp the entries."""
    return [g.clamp(-max_norm, max_norm) for g in gradients]


@misconception(
    "always-rescaled",
    fails={"test_on_both_sides", "test_new_tensors"},
    fr=(
        "Vous ramenez toujours la norme à `max_norm`, même quand elle était plus petite. De "
        "petits gradients deviennent alors grands, et l'apprentissage ne peut plus s'arrêter en "
        "douceur. On ne touche qu'aux gradients trop longs."
    ),
    en=(
        "You always bring the norm to `max_norm`, even when it was smaller. Small gradients then "
        "become large, and learning can no longer come to rest. Only gradients that are too long "
        "are touched."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Scale whatever the norm."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    return [g * (max_norm / (norm + 1e-6)) for g in gradients]


@misconception(
    "norms-added",
    fails={
        "test_by_hand",
        "test_large_gradients",
        "test_on_both_sides",
        "test_only_together_too_large",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous additionnez les normes des gradients. La norme de l'ensemble est plus petite que "
        "cette somme : ce sont les carrés qui s'additionnent, et la racine vient à la fin. Pour 3 "
        "et 4, cela fait 5 et non 7."
    ),
    en=(
        "You add up the norms of the gradients. The norm of all together is smaller than that "
        "sum: it is the squares that add up, and the root comes at the end. For 3 and 4 this "
        "makes 5, not 7."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Take the sum of the norms for the norm."""
    norm = sum(torch.sqrt((g**2).sum()) for g in gradients)
    scale = max_norm / norm if norm > max_norm else 1.0
    return [g * scale for g in gradients]


@misconception(
    "square-root-forgotten",
    fails={
        "test_by_hand",
        "test_large_gradients",
        "test_on_both_sides",
        "test_only_together_too_large",
        "test_zero_gradients",
        "test_new_tensors",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous comparez la somme des carrés à `max_norm`, et divisez par elle : il manque la "
        "racine carrée. Les grands gradients deviennent bien trop petits."
    ),
    en=(
        "You compare the sum of the squares with `max_norm`, and divide by it: the square root is "
        "missing. Large gradients become much too small."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Use the squared norm."""
    norm = sum((g**2).sum() for g in gradients)
    scale = max_norm / norm if norm > max_norm else 1.0
    return [g * scale for g in gradients]


@misconception(
    "factor-inverted",
    fails={
        "test_by_hand",
        "test_large_gradients",
        "test_on_both_sides",
        "test_only_together_too_large",
        "test_zero_gradients",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre facteur est à l'envers : des gradients trop longs deviennent encore plus longs. "
        "Vérifiez sur un cas : une norme de 5 pour 2,5 permis doit donner un facteur $1/2$."
    ),
    en=(
        "Your factor is upside down: gradients that are too long become even longer. Check it on "
        "a case: a norm of 5 with 2.5 allowed must give a factor $1/2$."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Multiply by norm / max_norm."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    scale = norm / max_norm if norm > max_norm else 1.0
    return [g * scale for g in gradients]


@misconception(
    "unit-norm-forgotten-maximum",
    fails={
        "test_by_hand",
        "test_large_gradients",
        "test_on_both_sides",
        "test_only_together_too_large",
        "test_zero_gradients",
        "test_arguments_unchanged",
    },
    fr=(
        "Vos gradients trop longs finissent tous avec la norme 1 : vous divisez par la norme, "
        "mais oubliez de multiplier par `max_norm`."
    ),
    en=(
        "Your gradients that are too long all end up with norm 1: you divide by the norm, but "
        "forget to multiply by `max_norm`."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Normalise instead of bounding."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    scale = 1 / norm if norm > max_norm else 1.0
    return [g * scale for g in gradients]


@misconception(
    "divided-by-zero-norm",
    fails={"test_zero_gradients"},
    fr=(
        "Vous séparez la direction, le gradient divisé par sa norme, et la longueur. Si tous les "
        "gradients sont nuls, la direction est 0 divisé par 0, donc `nan`, et les poids "
        "deviendraient `nan` à leur tour. Décidez d'abord s'il faut raccourcir."
    ),
    en=(
        "You separate the direction, the gradient divided by its norm, and the length. If all "
        "gradients are zero, the direction is 0 over 0, that is `nan`, and the weights would "
        "become `nan` in turn. First decide whether anything needs shortening."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Multiply the direction by a bounded length."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    length = torch.clamp(norm, max=max_norm)
    return [g / norm * length for g in gradients]


@misconception(
    "gradients-clipped-in-place",
    fails={"test_new_tensors", "test_arguments_unchanged"},
    fr=(
        "Vos gradients sont justes, mais vous les raccourcissez sur place, comme le fait la "
        "fonction de PyTorch. Ici, le contrat demande de nouveaux tenseurs."
    ),
    en=(
        "Your gradients are right, but you shorten them in place, as PyTorch's function does. "
        "Here the contract asks for new tensors."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Multiply in place."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g *= max_norm / norm
    return gradients


@misconception(
    "short-gradients-handed-back",
    fails={"test_new_tensors"},
    fr=(
        "Quand il n'y a rien à raccourcir, vous renvoyez les tenseurs reçus eux-mêmes. Les valeurs "
        "sont justes, mais celui qui écrit ensuite dans votre résultat change aussi ses gradients, "
        "et seulement dans ce cas. Le contrat demande de nouveaux tenseurs dans les deux cas."
    ),
    en=(
        "When there is nothing to shorten you hand back the very tensors received. The values are "
        "right, but whoever then writes into your result changes the gradients as well, and only "
        "in that case. The contract asks for new tensors in both cases."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Return short gradients as they are."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    if norm <= max_norm:
        return gradients
    return [g * (max_norm / norm) for g in gradients]


@misconception(
    "norm-returned",
    fails={
        "test_by_hand",
        "test_large_gradients",
        "test_on_both_sides",
        "test_only_together_too_large",
        "test_zero_gradients",
        "test_new_tensors",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous raccourcissez sur place et renvoyez la norme : c'est ce que fait la fonction de "
        "PyTorch. Ici, on vous demande les gradients eux-mêmes, dans de nouveaux tenseurs."
    ),
    en=(
        "You shorten in place and return the norm: that is what PyTorch's function does. Here you "
        "are asked for the gradients themselves, in new tensors."
    ),
)
def clip_by_norm(gradients, max_norm):
    """Imitate PyTorch's function."""
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g *= max_norm / norm
    return norm
