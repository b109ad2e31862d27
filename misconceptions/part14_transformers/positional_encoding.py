"""Wrong implementations of `positional_encoding`, as students write them."""

import math

import torch

from autograder.course.misconception import misconception


@misconception(
    "exponent-doubled",
    fails={"test_by_hand", "test_even_width", "test_odd_width", "test_slow_angles"},
    fr=(
        "Vos angles diminuent deux fois trop vite d'une paire à l'autre. Dans la formule, i "
        "numérote les paires et 2i est déjà le numéro de la colonne paire : vous avez multiplié "
        "par 2 un numéro de colonne. La première paire est juste, les suivantes non."
    ),
    en=(
        "Your angles decrease twice too fast from one pair to the next. In the formula i numbers "
        "the pairs, and 2i already is the number of the even column: you multiplied a column "
        "number by 2. The first pair is right, the next ones are not."
    ),
)
def positional_encoding(length, d_model):
    """Double the number of the even column."""
    positions = torch.arange(length)[:, None]
    columns = torch.arange(0, d_model, 2)
    angles = positions / 10000 ** (2 * columns / d_model)
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles[:, : d_model // 2])
    return table


@misconception(
    "cosine-of-its-own-column",
    fails={"test_by_hand", "test_even_width", "test_odd_width", "test_slow_angles"},
    fr=(
        "Vos sinus sont justes, mais chaque cosinus prend l'angle de sa propre colonne, 2i + 1. "
        "Les deux colonnes d'une paire partagent le même angle : c'est ce qui permet au modèle de "
        "retrouver un écart entre positions par une simple rotation."
    ),
    en=(
        "Your sines are right, but each cosine takes the angle of its own column, 2i + 1. The two "
        "columns of a pair share the same angle: that is what lets the model find a distance "
        "between positions by a mere rotation."
    ),
)
def positional_encoding(length, d_model):
    """Give each column its own angle."""
    columns = torch.arange(d_model)
    angles = torch.arange(length)[:, None] / 10000 ** (columns / d_model)
    return torch.where(columns % 2 == 0, torch.sin(angles), torch.cos(angles))


@misconception(
    "halves-side-by-side",
    fails={
        "test_by_hand",
        "test_even_width",
        "test_odd_width",
        "test_slow_angles",
        "test_single_position",
    },
    fr=(
        "Vous mettez tous les sinus à gauche et tous les cosinus à droite. Les valeurs sont les "
        "bonnes et certaines bibliothèques les rangent ainsi, mais ici sinus et cosinus alternent "
        "d'une colonne à l'autre."
    ),
    en=(
        "You put all sines on the left and all cosines on the right. The values are the right "
        "ones, and some libraries lay them out this way, but here sine and cosine alternate from "
        "one column to the next."
    ),
)
def positional_encoding(length, d_model):
    """Concatenate the sines and the cosines."""
    angles = torch.arange(length)[:, None] / 10000 ** (torch.arange(0, d_model, 2) / d_model)
    return torch.cat((torch.sin(angles), torch.cos(angles[:, : d_model // 2])), dim=1)


@misconception(
    "odd-width-refused",
    fails={"test_odd_width", "test_single_position"},
    fr=(
        "Votre table n'existe que pour un nombre pair de colonnes. S'il est impair, il y a un "
        "cosinus de moins que de sinus : comptez combien de colonnes vous remplissez avec chacun."
    ),
    en=(
        "Your table only exists for an even number of columns. If it is odd, there is one cosine "
        "less than there are sines: count how many columns you fill with each."
    ),
)
def positional_encoding(length, d_model):
    """Fill as many cosines as sines."""
    angles = torch.arange(length)[:, None] / 10000 ** (torch.arange(0, d_model, 2) / d_model)
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles)
    return table


@misconception(
    "odd-width-rounded-up",
    fails={"test_odd_width"},
    fr=(
        "Pour un nombre impair de colonnes, vous calculez une table d'une colonne de plus et vous "
        "coupez la dernière. L'idée est bonne, mais l'exposant divise par d_model, donc par le "
        "nombre demandé et non par le nombre pair suivant : vos angles sont décalés."
    ),
    en=(
        "For an odd number of columns you compute a table with one column more and cut the last "
        "one off. The idea is good, but the exponent divides by d_model, hence by the number "
        "asked for and not by the next even one: your angles are off."
    ),
)
def positional_encoding(length, d_model):
    """Make an even table and cut it."""
    even = d_model + d_model % 2
    angles = torch.arange(length)[:, None] / 10000 ** (torch.arange(0, even, 2) / even)
    pairs = torch.stack((torch.sin(angles), torch.cos(angles)), dim=-1)
    return pairs.reshape(length, even)[:, :d_model]


@misconception(
    "positions-from-one",
    fails={
        "test_by_hand",
        "test_even_width",
        "test_odd_width",
        "test_single_column",
        "test_slow_angles",
        "test_single_position",
    },
    fr=(
        "Vos positions commencent à 1. Le premier mot est à la position 0 : sa ligne n'a que des "
        "0 et des 1, puisque tous ses angles sont nuls."
    ),
    en=(
        "Your positions start at 1. The first word stands at position 0: its row only has zeros "
        "and ones, since all its angles are zero."
    ),
)
def positional_encoding(length, d_model):
    """Count positions from 1."""
    positions = torch.arange(1, length + 1)[:, None]
    angles = positions / 10000 ** (torch.arange(0, d_model, 2) / d_model)
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles[:, : d_model // 2])
    return table


@misconception(
    "logarithm-divided-by-whole-two",
    fails={"test_by_hand", "test_even_width", "test_odd_width", "test_slow_angles"},
    fr=(
        "Vous écrivez la puissance comme une exponentielle, mais log(10000) / d_model // 2 n'est "
        "pas log(10000) / (d_model / 2) : Python divise de gauche à droite, et // arrondit à un "
        "nombre entier. Chaque paire devient le plus souvent e fois plus lente que la précédente, "
        "quel que soit d_model."
    ),
    en=(
        "You write the power as an exponential, but log(10000) / d_model // 2 is not log(10000) / "
        "(d_model / 2): Python divides from left to right, and // rounds to a whole number. Most "
        "often each pair becomes e times slower than the one before, whatever d_model is."
    ),
)
def positional_encoding(length, d_model):
    """Forget parentheses around d_model // 2."""
    pairs = torch.arange((d_model + 1) // 2)
    angles = torch.arange(length)[:, None] * torch.exp(pairs * (-math.log(10000.0) / d_model // 2))
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles[:, : d_model // 2])
    return table


@misconception(
    "whole-exponents",
    fails={"test_by_hand", "test_even_width", "test_odd_width", "test_slow_angles"},
    fr=(
        "Votre exposant est une division entière : le numéro de la colonne est plus petit que "
        "d_model, donc le quotient vaut toujours 0. Toutes les paires ont le même angle, et les "
        "positions se répètent environ tous les six mots."
    ),
    en=(
        "Your exponent is an integer division: the column number is smaller than d_model, so the "
        "quotient is always 0. All pairs have the same angle, and positions come back about every "
        "six words."
    ),
)
def positional_encoding(length, d_model):
    """Divide column numbers with //."""
    angles = torch.arange(length)[:, None] / 10000.0 ** (torch.arange(0, d_model, 2) // d_model)
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles[:, : d_model // 2])
    return table


@misconception(
    "base-one-thousand",
    fails={"test_by_hand", "test_even_width", "test_odd_width", "test_slow_angles"},
    fr=(
        "La constante de vos puissances est 1000 : il en faut une de 10000. Les premières "
        "colonnes varient vite et se ressemblent ; ce sont les plus lentes, à droite, qui sont "
        "trop rapides."
    ),
    en=(
        "The constant of your powers is 1000: it should be 10000. The first columns vary fast and "
        "look alike; it is the slowest ones, on the right, that are too fast."
    ),
)
def positional_encoding(length, d_model):
    """Forget a zero in the base."""
    angles = torch.arange(length)[:, None] / 1000 ** (torch.arange(0, d_model, 2) / d_model)
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles[:, : d_model // 2])
    return table


@misconception(
    "cosine-first",
    fails={
        "test_by_hand",
        "test_even_width",
        "test_odd_width",
        "test_single_column",
        "test_slow_angles",
        "test_single_position",
    },
    fr=(
        "Vous avez échangé sinus et cosinus : les colonnes paires, à commencer par la colonne 0, "
        "portent les sinus. La ligne de la position 0 commence donc par un 0."
    ),
    en=(
        "You swapped sine and cosine: the even columns, starting with column 0, hold the sines. "
        "So the row of position 0 begins with a 0."
    ),
)
def positional_encoding(length, d_model):
    """Put the cosines in the even columns."""
    angles = torch.arange(length)[:, None] / 10000 ** (torch.arange(0, d_model, 2) / d_model)
    table = torch.empty(length, d_model)
    table[:, 0::2] = torch.cos(angles)
    table[:, 1::2] = torch.sin(angles[:, : d_model // 2])
    return table


@misconception(
    "positions-in-columns",
    fails={
        "test_by_hand",
        "test_even_width",
        "test_odd_width",
        "test_single_column",
        "test_slow_angles",
        "test_single_position",
    },
    fr=(
        "Votre table est transposée : une position par colonne. Elle s'ajoute à des mots rangés "
        "en lignes, il faut donc une position par ligne."
    ),
    en=(
        "Your table is transposed: one position per column. It is added to words laid out in "
        "rows, so one position per row is needed."
    ),
)
def positional_encoding(length, d_model):
    """Return one column per position."""
    angles = torch.arange(length) / 10000 ** (torch.arange(0, d_model, 2) / d_model)[:, None]
    table = torch.empty(d_model, length)
    table[0::2] = torch.sin(angles)
    table[1::2] = torch.cos(angles[: d_model // 2])
    return table


@misconception(
    "encoding-in-double-precision",
    fails={
        "test_by_hand",
        "test_even_width",
        "test_odd_width",
        "test_single_column",
        "test_slow_angles",
        "test_single_position",
    },
    fr=(
        "Vos nombres sont justes, mais en float64. Ajoutés à des mots en float32, ils changeraient "
        "le type de tout le modèle : le contrat demande float32. Calculez comme vous voulez, "
        "convertissez à la fin."
    ),
    en=(
        "Your numbers are right, but float64. Added to float32 words they would change the type of "
        "the whole model: the contract asks for float32. Compute as you like, convert at the end."
    ),
)
def positional_encoding(length, d_model):
    """Return the table in double precision."""
    columns = torch.arange(d_model)
    exponents = (columns - columns % 2).double() / d_model
    angles = torch.arange(length)[:, None] / 10000**exponents
    return torch.where(columns % 2 == 0, angles.sin(), angles.cos())
