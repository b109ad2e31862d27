"""Wrong implementations of `split`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "examples-not-shuffled",
    fails={"test_equal_chances", "test_follows_the_generator"},
    fr=(
        "Vous coupez sans mélanger. Les fichiers sont souvent triés, par classe ou par date : "
        "l'entraînement ne voit alors pas ce que contient le test. Tirez d'abord un ordre au "
        "hasard, avec le générateur."
    ),
    en=(
        "You cut without shuffling. Files are often sorted, by class or by date: training then "
        "does not see what the test set holds. First draw a random order, with the generator."
    ),
)
def split(n, train, dev, generator):
    """Cut the examples in the order in which they come."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    order = torch.arange(n, device=generator.device)
    first, second = round(train * n), round(train * n) + round(dev * n)
    return order[:first], order[first:second], order[second:]


@misconception(
    "each-set-drawn-apart",
    fails={
        "test_ten_examples",
        "test_every_example_once",
        "test_follows_the_generator",
        "test_global_generator_untouched",
        "test_impossible_shares",
    },
    fr=(
        "Vous tirez chaque ensemble séparément : un même exemple peut tomber dans deux d'entre eux "
        "et un autre dans aucun. Le modèle est alors jugé sur des exemples qu'il a vus. Un seul "
        "mélange, que vous coupez en trois, suffit."
    ),
    en=(
        "You draw each set apart: the same example may fall into two of them and another into "
        "none. The model is then judged on examples that it has seen. A single shuffle, cut in "
        "three, is enough."
    ),
)
def split(n, train, dev, generator):
    """Shuffle again for each set."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    sizes = [round(train * n), round(dev * n)]
    sizes.append(n - sum(sizes))
    device = generator.device
    return tuple(torch.randperm(n, generator=generator, device=device)[:size] for size in sizes)


@misconception(
    "last-examples-lost",
    fails={
        "test_every_example_once",
        "test_sizes",
        "test_follows_the_generator",
        "test_global_generator_untouched",
    },
    fr=(
        "Vous calculez aussi la taille du test à partir de sa part : selon les arrondis, quelques "
        "exemples ne sont nulle part. Le test est ce qui reste après les deux autres ; il n'a pas "
        "besoin de taille."
    ),
    en=(
        "You work out the size of the test set from its share too: depending on the rounding, a "
        "few examples are nowhere. The test set is what is left after the other two; it needs no "
        "size."
    ),
)
def split(n, train, dev, generator):
    """Truncate the size of the test set too."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    order = torch.randperm(n, generator=generator, device=generator.device)
    first, second = round(train * n), round(train * n) + round(dev * n)
    return order[:first], order[first:second], order[second : second + int((1 - train - dev) * n)]


@misconception(
    "sizes-truncated",
    fails={"test_sizes", "test_equal_chances"},
    fr=(
        "Vous tronquez les tailles : 67,9 exemples deviennent 67 au lieu de 68. Le contrat demande "
        "l'arrondi au plus proche ; et comme 0,29 × 100 vaut un peu moins de 29 pour un "
        "ordinateur, tronquer se trompe même quand le compte est juste."
    ),
    en=(
        "You truncate the sizes: 67.9 examples become 67 instead of 68. The contract asks for the "
        "nearest number; and as 0.29 × 100 is a little less than 29 for a computer, truncating is "
        "wrong even when the count comes out even."
    ),
)
def split(n, train, dev, generator):
    """Round the sizes down."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    order = torch.randperm(n, generator=generator, device=generator.device)
    first, second = int(train * n), int(train * n) + int(dev * n)
    return order[:first], order[first:second], order[second:]


@misconception(
    "given-generator-unused-in-split",
    fails={"test_follows_the_generator", "test_global_generator_untouched"},
    fr=(
        "Vous mélangez avec le générateur global de PyTorch, pas avec celui que l'on vous donne. "
        "La même graine ne redonne alors pas le même découpage, et votre tirage décale tous ceux "
        "qui suivent dans le programme. Le générateur se passe en argument nommé."
    ),
    en=(
        "You shuffle with PyTorch's global generator, not with the one that you are given. The "
        "same seed then does not give the same split again, and your draw shifts all those that "
        "follow in the program. The generator is passed as a keyword argument."
    ),
)
def split(n, train, dev, generator):
    """Use the global generator."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    order = torch.randperm(n, device=generator.device)
    first, second = round(train * n), round(train * n) + round(dev * n)
    return order[:first], order[first:second], order[second:]


@misconception(
    "seed-fixed-inside-split",
    fails={"test_equal_chances", "test_follows_the_generator"},
    fr=(
        "Vous fixez une graine dans la fonction : tous les appels donnent le même découpage, quel "
        "que soit le générateur. Reproduire un résultat est l'affaire de celui qui vous appelle ; "
        "servez-vous de son générateur tel qu'il est."
    ),
    en=(
        "You set a seed inside the function: all calls give the same split, whatever the "
        "generator. Reproducing a result is your caller's business; use the given generator as it "
        "is."
    ),
)
def split(n, train, dev, generator):
    """Make a generator of its own."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    generator = torch.Generator(generator.device).manual_seed(0)
    order = torch.randperm(n, generator=generator, device=generator.device)
    first, second = round(train * n), round(train * n) + round(dev * n)
    return order[:first], order[first:second], order[second:]


@misconception(
    "impossible-shares-accepted",
    fails={"test_impossible_shares"},
    fr=(
        "Vous acceptez toutes les parts. Avec 60 et 20 au lieu de 0,6 et 0,2, tous les exemples "
        "vont à l'entraînement et le test est vide, sans que personne ne le remarque. Le contrat "
        "demande une erreur."
    ),
    en=(
        "You accept any shares. With 60 and 20 instead of 0.6 and 0.2, all examples go to the "
        "training set and the test set is empty, without anybody noticing. The contract asks for "
        "an error."
    ),
)
def split(n, train, dev, generator):
    """Check nothing."""
    order = torch.randperm(n, generator=generator, device=generator.device)
    first, second = round(train * n), round(train * n) + round(dev * n)
    return order[:first], order[first:second], order[second:]


@misconception(
    "shuffled-after-the-cut",
    fails={"test_equal_chances"},
    fr=(
        "Vous coupez d'abord, puis vous mélangez chaque ensemble pour lui-même. Les premiers "
        "exemples restent toujours à l'entraînement et les derniers au test : mélanger ne sert "
        "plus à rien. Inversez les deux étapes."
    ),
    en=(
        "You cut first, then shuffle each set within itself. The first examples always stay in the "
        "training set and the last ones in the test set: shuffling no longer serves a purpose. "
        "Swap the two steps."
    ),
)
def split(n, train, dev, generator):
    """Shuffle inside the sets."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    order = torch.arange(n, device=generator.device)
    first, second = round(train * n), round(train * n) + round(dev * n)
    parts = order[:first], order[first:second], order[second:]
    return tuple(
        part[torch.randperm(len(part), generator=generator, device=generator.device)]
        for part in parts
    )


@misconception(
    "numbers-drawn-with-replacement",
    fails={
        "test_ten_examples",
        "test_every_example_once",
        "test_follows_the_generator",
        "test_global_generator_untouched",
        "test_impossible_shares",
    },
    fr=(
        "Vous tirez des numéros avec remise : certains exemples reviennent plusieurs fois, parfois "
        "dans deux ensembles, et d'autres manquent. Il faut un mélange des n numéros, une "
        "permutation."
    ),
    en=(
        "You draw numbers with replacement: some examples come several times, even in two sets, "
        "and others are missing. What is needed is a shuffle of the n numbers, a permutation."
    ),
)
def split(n, train, dev, generator):
    """Draw n numbers independently."""
    if train < 0 or dev < 0 or train + dev > 1:
        raise ValueError("impossible shares")
    order = torch.randint(n, (n,), generator=generator, device=generator.device)
    first, second = round(train * n), round(train * n) + round(dev * n)
    return order[:first], order[first:second], order[second:]
