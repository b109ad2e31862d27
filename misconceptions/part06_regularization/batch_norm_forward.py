"""Wrong implementations of `batch_norm_forward`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "eps-subtracted",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_cache",
        "test_large_eps",
        "test_no_spread",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous retranchez eps de la variance, comme la diapositive, qui se trompe de signe. eps "
        "est là pour que la racine ne s'approche jamais de zéro : retranché, il donne la racine "
        "d'un nombre négatif, donc NaN, dès qu'une colonne ne varie presque pas. Relisez le "
        "signe sous la racine."
    ),
    en=(
        "You subtract eps from the variance, as the slide does, which has the wrong sign. eps "
        "is there to keep the root away from zero: subtracted, it gives the root of a negative "
        "number, hence NaN, as soon as a column hardly varies. Read the sign under the root "
        "again."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Copy the sign of the slide."""
    std = torch.sqrt(x.var(dim=0, correction=0) - eps)
    x_hat = (x - x.mean(dim=0)) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "unbiased-batch-variance",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_cache",
        "test_large_eps",
        "test_no_spread",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Votre variance est divisée par m − 1 : c'est ce que font torch.var et torch.std si on "
        "ne leur dit rien. La normalisation par lot divise par m. L'écart est petit avec un "
        "grand lot, net avec cinq exemples, et un lot d'un seul exemple donne NaN."
    ),
    en=(
        "Your variance is divided by m − 1: that is what torch.var and torch.std do if not told "
        "otherwise. Batch normalisation divides by m. The difference is small with a large "
        "batch, clear with five examples, and a batch of one example gives NaN."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Use the default variance of torch."""
    std = torch.sqrt(x.var(dim=0) + eps)
    x_hat = (x - x.mean(dim=0)) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "eps-outside-the-root",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_cache",
        "test_large_eps",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez eps à l'écart-type, après la racine. Le contrat l'ajoute à la variance, "
        "avant la racine. Avec un eps minuscule et des colonnes qui varient, les deux se "
        "ressemblent ; pour une colonne presque constante, non : la racine de 1e-5 est 0,003, "
        "trois cents fois plus que 1e-5."
    ),
    en=(
        "You add eps to the standard deviation, after the root. The contract adds it to the "
        "variance, before the root. With a tiny eps and columns that vary, the two look alike; "
        "for a column that is almost constant they do not: the root of 1e-5 is 0.003, three "
        "hundred times 1e-5."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Add eps to the standard deviation."""
    std = x.std(dim=0, correction=0) + eps
    x_hat = (x - x.mean(dim=0)) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "normalised-by-row",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_cache",
        "test_large_eps",
        "test_no_spread",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez la moyenne et la variance de chaque ligne, c'est-à-dire de chaque "
        "exemple. Cela s'appelle la normalisation par couche. La normalisation par lot compare "
        "les exemples entre eux : une moyenne par colonne, donc n moyennes. Regardez le long de "
        "quelle dimension vous réduisez."
    ),
    en=(
        "You compute the mean and the variance of each row, that is, of each example. That is "
        "called layer normalisation. Batch normalisation compares the examples with each other: "
        "one mean per column, hence n means. Look at the dimension along which you reduce."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Normalise each example by itself."""
    std = torch.sqrt(x.var(dim=1, correction=0, keepdim=True) + eps)
    x_hat = (x - x.mean(dim=1, keepdim=True)) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "one-mean-for-all-columns",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_cache",
        "test_large_eps",
        "test_no_spread",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous calculez une seule moyenne et une seule variance pour tout le lot. Les colonnes "
        "n'ont pas la même échelle : c'est justement ce que l'on veut effacer. Il faut une "
        "moyenne et une variance par colonne ; sur une matrice d'une seule colonne, l'erreur ne "
        "se voit pas."
    ),
    en=(
        "You compute a single mean and a single variance for the whole batch. The columns do "
        "not have the same scale: that is just what should be removed. One mean and one "
        "variance per column are needed; on a matrix of a single column the mistake does not "
        "show."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Normalise with the statistics of all values together."""
    std = torch.sqrt(x.var(correction=0) + eps)
    x_hat = (x - x.mean()) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "divided-by-the-variance",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_cache",
        "test_large_eps",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous divisez par la variance, sans en prendre la racine. La variance se mesure en "
        "carrés : si x est en mètres, elle est en mètres carrés, et le quotient n'est pas sans "
        "unité. Vérifiez que chaque colonne de x_hat a une variance voisine de 1."
    ),
    en=(
        "You divide by the variance without taking its root. The variance is measured in "
        "squares: if x is in metres, it is in square metres, and the quotient still has a unit. "
        "Check that each column of x_hat has a variance close to 1."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Forget the square root."""
    std = x.var(dim=0, correction=0) + eps
    x_hat = (x - x.mean(dim=0)) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "eps-left-out",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_cache",
        "test_large_eps",
        "test_no_spread",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous n'utilisez pas eps. Tant que les colonnes varient, presque rien ne change ; mais "
        "une colonne constante, ou un lot d'un seul exemple, a une variance nulle, et 0 divisé "
        "par 0 donne NaN. Cherchez où le contrat fait entrer eps."
    ),
    en=(
        "You do not use eps. As long as the columns vary, hardly anything changes; but a "
        "constant column, or a batch of one example, has variance zero, and 0 divided by 0 "
        "gives NaN. Find where the contract brings eps in."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Divide by the bare standard deviation."""
    std = x.std(dim=0, correction=0)
    x_hat = (x - x.mean(dim=0)) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "shift-scaled-too",
    fails={
        "test_by_hand",
        "test_random_columns",
        "test_large_eps",
        "test_no_spread",
        "test_far_from_zero",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous ajoutez beta avant de multiplier par gamma : le décalage est lui aussi mis à "
        "l'échelle. Il faut multiplier d'abord, décaler ensuite, pour que chaque colonne de y "
        "ait beta pour moyenne, quel que soit gamma."
    ),
    en=(
        "You add beta before multiplying by gamma: the shift is scaled as well. Multiply first, "
        "then shift, so that each column of y has mean beta, whatever gamma is."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Shift first, then scale."""
    std = torch.sqrt(x.var(dim=0, correction=0) + eps)
    x_hat = (x - x.mean(dim=0)) / std
    return gamma * (x_hat + beta), (x_hat, gamma, std)


@misconception(
    "input-kept-in-the-cache",
    fails={"test_by_hand", "test_cache"},
    fr=(
        "Votre y est juste, mais votre cache garde x au lieu de x_hat. La passe arrière n'y "
        "trouverait pas ce que le contrat lui promet et calculerait de faux gradients sans "
        "aucun message. Comparez votre cache au contrat, tenseur par tenseur, dans l'ordre."
    ),
    en=(
        "Your y is right, but your cache keeps x instead of x_hat. The backward pass would not "
        "find what the contract promises and would compute wrong gradients without any message. "
        "Compare your cache with the contract, tensor by tensor, in order."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Keep x for the backward pass."""
    std = torch.sqrt(x.var(dim=0, correction=0) + eps)
    x_hat = (x - x.mean(dim=0)) / std
    return gamma * x_hat + beta, (x, gamma, std)


@misconception(
    "variance-as-a-difference",
    fails={"test_far_from_zero"},
    fr=(
        "Vous calculez la variance comme la moyenne des carrés moins le carré de la moyenne. "
        "C'est exact sur le papier ; mais autour de 1e8 les carrés valent 1e16, un float64 n'en "
        "garde que seize chiffres, et leur différence ne contient plus que des arrondis. "
        "Retranchez la moyenne avant d'élever au carré."
    ),
    en=(
        "You compute the variance as the mean of the squares minus the square of the mean. That "
        "is exact on paper; but around 1e8 the squares are 1e16, a float64 keeps only sixteen "
        "digits of them, and their difference holds nothing but rounding. Subtract the mean "
        "before you square."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Subtract two large squares."""
    mean = x.mean(dim=0)
    std = torch.sqrt((x**2).mean(dim=0) - mean**2 + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@misconception(
    "batch-centred-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos résultats sont justes, mais x n'est plus le même après l'appel : -= écrit dans le "
        "tenseur de celui qui vous a appelé. À la prochaine époque, il vous donnerait des "
        "données déjà centrées. Créez un nouveau tenseur au lieu de modifier x."
    ),
    en=(
        "Your results are right, but x is no longer the same after the call: -= writes into "
        "your caller's tensor. In the next epoch it would hand you data that is already "
        "centred. Make a new tensor instead of changing x."
    ),
)
def batch_norm_forward(x, gamma, beta, eps):
    """Subtract the mean inside x."""
    x -= x.mean(dim=0)
    std = torch.sqrt((x**2).mean(dim=0) + eps)
    x_hat = x / std
    return gamma * x_hat + beta, (x_hat, gamma, std)
