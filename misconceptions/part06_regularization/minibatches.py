"""Wrong implementations of `minibatches`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "last-batch-dropped",
    fails={"test_by_hand", "test_each_example_once", "test_batch_sizes"},
    fr=(
        "Vous ne gardez que les lots complets. Quand batch_size ne divise pas m, les derniers "
        "exemples ne servent jamais dans cette époque ; avec un lot plus grand que m, il ne "
        "reste rien. Le dernier lot peut être plus petit : comptez les lots en arrondissant "
        "vers le haut."
    ),
    en=(
        "You keep only complete batches. When batch_size does not divide m, the last examples "
        "are never used in this epoch; with a batch larger than m, nothing is left. The last "
        "batch may be smaller: round up when you count the batches."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Count the batches by rounding down."""
    order = torch.randperm(len(x), generator=generator, device=x.device)
    for i in range(len(x) // batch_size):
        chosen = order[i * batch_size : (i + 1) * batch_size]
        yield x[chosen], y[chosen]


@misconception(
    "two-permutations",
    fails={"test_by_hand", "test_pairs"},
    fr=(
        "Vous mélangez x et y avec deux tirages différents. Chaque exemple reçoit alors la "
        "cible d'un autre : le réseau apprend du bruit, et aucun message ne le dit. Tirez un "
        "seul ordre, et appliquez-le aux deux."
    ),
    en=(
        "You shuffle x and y with two different draws. Each example then gets the target of "
        "another one: the network learns noise, and no message says so. Draw a single order and "
        "apply it to both."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Draw one order for x and another for y."""
    x = x[torch.randperm(len(x), generator=generator, device=x.device)]
    y = y[torch.randperm(len(y), generator=generator, device=x.device)]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "minibatches-not-shuffled",
    fails={"test_shuffled_anew", "test_given_generator"},
    fr=(
        "Vous découpez sans mélanger. Si les données sont triées, chaque lot ne contient qu'une "
        "seule classe, et le gradient tire tantôt d'un côté, tantôt de l'autre. L'argument "
        "generator est là pour tirer un ordre."
    ),
    en=(
        "You cut without shuffling. If the data is sorted, each batch holds a single class, and "
        "the gradient pulls now to one side, now to the other. The argument generator is there "
        "for drawing an order."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Keep the order of the data."""
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "only-batches-shuffled",
    fails={"test_by_hand", "test_batch_sizes", "test_shuffled_anew"},
    fr=(
        "Vous découpez d'abord et mélangez ensuite les lots : les exemples voisins dans les "
        "données restent toujours ensemble. Des données triées donnent donc encore des lots "
        "d'une seule classe. Mélangez les exemples avant de découper."
    ),
    en=(
        "You cut first and then shuffle the batches: examples that are neighbours in the data "
        "always stay together. Sorted data therefore still gives batches of a single class. "
        "Shuffle the examples before you cut."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Cut, then shuffle the pieces."""
    starts = torch.arange(0, len(x), batch_size)
    for i in torch.randperm(len(starts), generator=generator, device=x.device):
        start = int(starts[i])
        yield x[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "drawn-with-replacement",
    fails={
        "test_by_hand",
        "test_each_example_once",
        "test_shuffled_anew",
        "test_given_generator",
        "test_arguments_unchanged",
    },
    fr=(
        "Vous tirez les exemples avec remise : dans une époque, certains servent plusieurs fois "
        "et plus d'un tiers ne sert pas. Une époque passe une fois, et une seule, par chaque "
        "exemple : il faut tirer un ordre, pas des numéros au hasard."
    ),
    en=(
        "You draw the examples with replacement: in an epoch some are used several times and "
        "more than a third not at all. An epoch goes once, and only once, through each example: "
        "draw an order, not random numbers."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Draw each example anew."""
    drawn = torch.randint(len(x), (len(x),), generator=generator, device=x.device)
    for chosen in drawn.split(batch_size):
        yield x[chosen], y[chosen]


@misconception(
    "global-generator-shuffles",
    fails={"test_given_generator"},
    fr=(
        "Vous mélangez avec le générateur global au lieu de celui que vous recevez. Le résultat "
        "dépend alors de tout ce qui a été tiré auparavant ailleurs, et personne ne peut "
        "refaire votre expérience à partir de sa graine. Donnez generator à la fonction qui "
        "tire l'ordre."
    ),
    en=(
        "You shuffle with the global generator instead of the one that you are given. The "
        "result then depends on all that was drawn elsewhere before, and nobody can repeat your "
        "experiment from its seed. Hand generator to the function that draws the order."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Ignore the generator."""
    order = torch.randperm(len(x), device=x.device)
    for chosen in order.split(batch_size):
        yield x[chosen], y[chosen]


@misconception(
    "same-order-each-epoch",
    fails={"test_shuffled_anew", "test_given_generator"},
    fr=(
        "Vous fixez vous-même la graine à chaque appel : toutes les époques ont le même ordre, "
        "donc les mêmes lots. Les mêmes exemples se retrouvent toujours ensemble, et le mélange "
        "perd son intérêt. C'est à celui qui appelle de choisir la graine ; tirez simplement la "
        "suite de son générateur."
    ),
    en=(
        "You set the seed yourself in each call: all epochs have the same order, hence the same "
        "batches. The same examples always meet, and shuffling loses its point. Choosing the "
        "seed is your caller's business; just go on drawing from the generator."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Set the seed in each epoch."""
    generator.manual_seed(0)
    order = torch.randperm(len(x), generator=generator, device=x.device)
    for chosen in order.split(batch_size):
        yield x[chosen], y[chosen]


@misconception(
    "empty-last-batch",
    fails={"test_batch_sizes"},
    fr=(
        "Quand le compte tombe juste, vous produisez un lot vide de plus. Sa moyenne est 0/0, "
        "et un seul NaN dans le coût suffit à perdre tous les poids. Comptez de nouveau les "
        "lots quand batch_size divise m."
    ),
    en=(
        "When the division leaves nothing over, you produce one more batch, which is empty. Its "
        "mean is 0/0, and a single NaN in the cost is enough to lose all weights. Count the "
        "batches again when batch_size divides m."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Always add one batch for what remains."""
    order = torch.randperm(len(x), generator=generator, device=x.device)
    for i in range(len(x) // batch_size + 1):
        chosen = order[i * batch_size : (i + 1) * batch_size]
        yield x[chosen], y[chosen]


@misconception(
    "last-batch-filled-up",
    fails={"test_by_hand", "test_each_example_once", "test_batch_sizes"},
    fr=(
        "Vous complétez le dernier lot avec des exemples déjà vus. Ceux-là pèsent deux fois "
        "dans l'époque. Le contrat demande chaque exemple une fois : laissez le dernier lot "
        "plus petit."
    ),
    en=(
        "You fill the last batch up with examples already seen. These weigh twice in the epoch. "
        "The contract asks for each example once: leave the last batch smaller."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Take examples of the beginning again at the end."""
    order = torch.randperm(len(x), generator=generator, device=x.device)
    for start in range(0, len(x), batch_size):
        chosen = order[torch.arange(start, start + batch_size, device=x.device) % len(x)]
        yield x[chosen], y[chosen]


@misconception(
    "number-of-batches",
    fails={"test_by_hand", "test_batch_sizes"},
    fr=(
        "Vous faites batch_size lots, au lieu de lots de batch_size exemples. C'est ce que "
        "compte torch.chunk ; torch.split compte les exemples. Avec 50 000 exemples et "
        "batch_size = 64, il faut 782 lots, pas 64."
    ),
    en=(
        "You make batch_size batches instead of batches of batch_size examples. That is what "
        "torch.chunk counts; torch.split counts the examples. With 50,000 examples and "
        "batch_size = 64 there must be 782 batches, not 64."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Cut into batch_size pieces."""
    order = torch.randperm(len(x), generator=generator, device=x.device)
    for chosen in order.chunk(batch_size):
        yield x[chosen], y[chosen]


@misconception(
    "data-shuffled-in-place",
    fails={"test_arguments_unchanged"},
    fr=(
        "Vos lots sont justes, mais x et y eux-mêmes sont mélangés après l'appel. Tout ce qui "
        "se rapporte à l'ancien ordre, des noms de fichiers par exemple, ne correspond plus. "
        "Prenez les lignes dans un nouvel ordre, sans écrire dans les arguments."
    ),
    en=(
        "Your batches are right, but x and y themselves are shuffled after the call. Whatever "
        "refers to the old order, such as file names, no longer fits. Take the rows in a new "
        "order without writing into the arguments."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Shuffle the data itself."""
    order = torch.randperm(len(x), generator=generator, device=x.device)
    x[:], y[:] = x[order], y[order]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "shuffled-inside-each-batch",
    fails={"test_shuffled_anew"},
    fr=(
        "Vous découpez d'abord, puis vous mélangez à l'intérieur de chaque lot. L'ordre change, "
        "mais chaque lot contient toujours les mêmes exemples, et son gradient ne dépend pas de "
        "leur ordre : ce mélange n'a aucun effet. Mélangez tout le jeu avant de découper."
    ),
    en=(
        "You cut first, then shuffle inside each batch. The order changes, but each batch always "
        "holds the same examples, and its gradient does not depend on their order: this shuffling "
        "has no effect. Shuffle the whole set before you cut."
    ),
)
def minibatches(x, y, batch_size, generator):
    """Shuffle each batch by itself."""
    for start in range(0, len(x), batch_size):
        x_batch, y_batch = x[start : start + batch_size], y[start : start + batch_size]
        order = torch.randperm(len(x_batch), generator=generator, device=x.device)
        yield x_batch[order], y_batch[order]
