"""Wrong implementations of `random_flip`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "flipped-upside-down",
    fails={
        "test_by_hand",
        "test_whole_images",
        "test_frequency",
        "test_limits",
        "test_shapes_and_types",
        "test_given_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Vous retournez les images de haut en bas. Dans la forme (N, C, H, W), les lignes de "
        "pixels sont l'avant-dernière dimension et les colonnes la dernière. Un miroir échange "
        "la gauche et la droite : ce sont les colonnes qui changent d'ordre."
    ),
    en=(
        "You turn the images upside down. In the shape (N, C, H, W), rows of pixels are the "
        "last dimension but one and columns the last. A mirror swaps left and right: it is the "
        "columns whose order changes."
    ),
)
def random_flip(images, p, generator):
    """Reverse the rows."""
    chosen = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(chosen[:, None, None, None], images.flip(-2), images)


@misconception(
    "channels-flipped",
    fails={
        "test_by_hand",
        "test_whole_images",
        "test_frequency",
        "test_limits",
        "test_shapes_and_types",
        "test_given_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Vous renversez la deuxième dimension, celle des canaux : le rouge et le bleu sont "
        "échangés, et rien n'a bougé dans l'image. C'est ce que fait torch.fliplr, qui suppose "
        "une simple matrice. Ici les colonnes sont la dernière des quatre dimensions."
    ),
    en=(
        "You reverse the second dimension, that of the channels: red and blue are swapped, and "
        "nothing has moved in the image. That is what torch.fliplr does, which expects a plain "
        "matrix. Here columns are the last of the four dimensions."
    ),
)
def random_flip(images, p, generator):
    """Trust the name of torch.fliplr."""
    chosen = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(chosen[:, None, None, None], torch.fliplr(images), images)


@misconception(
    "turned-by-half",
    fails={
        "test_by_hand",
        "test_whole_images",
        "test_limits",
        "test_shapes_and_types",
        "test_given_generator",
        "test_argument_unchanged",
    },
    fr=(
        "Vous renversez les lignes et les colonnes : c'est un demi-tour, pas un miroir. Une "
        "lettre R tournée d'un demi-tour reste un R, dans un miroir elle devient un Я. "
        "N'inversez que la dernière dimension."
    ),
    en=(
        "You reverse rows and columns: that is half a turn, not a mirror. A letter R turned by "
        "half is still an R, in a mirror it becomes a Я. Reverse the last dimension only."
    ),
)
def random_flip(images, p, generator):
    """Reverse rows and columns."""
    chosen = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(chosen[:, None, None, None], images.flip(-2, -1), images)


@misconception(
    "one-draw-for-all-images",
    fails={"test_whole_images", "test_frequency", "test_given_generator"},
    fr=(
        "Vous faites un seul tirage pour tout le lot : toutes les images sont retournées, ou "
        "aucune. Le réseau ne voit alors jamais les deux sens dans un même lot. Il faut un "
        "tirage par image."
    ),
    en=(
        "You make a single draw for the whole batch: all images are mirrored, or none. The "
        "network then never sees both directions in one batch. One draw per image is needed."
    ),
)
def random_flip(images, p, generator):
    """Toss one coin."""
    drawn = torch.rand(1, generator=generator, device=images.device)
    return images.flip(-1) if drawn < p else images.clone()


@misconception(
    "probability-of-keeping",
    fails={"test_by_hand", "test_frequency", "test_limits", "test_shapes_and_types"},
    fr=(
        "Vous retournez les images avec la probabilité 1 − p : votre comparaison est à "
        "l'envers. Avec p = 0,5 rien ne le montre ; avec p = 0 tout est retourné. Un nombre "
        "tiré entre 0 et 1 est inférieur à p avec la probabilité p."
    ),
    en=(
        "You mirror the images with probability 1 − p: your comparison is the wrong way round. "
        "With p = 0.5 nothing shows it; with p = 0 everything is mirrored. A number drawn "
        "between 0 and 1 is below p with probability p."
    ),
)
def random_flip(images, p, generator):
    """Compare the other way round."""
    chosen = torch.rand(len(images), generator=generator, device=images.device) >= p
    return torch.where(chosen[:, None, None, None], images.flip(-1), images)


@misconception(
    "normal-draws-compared-with-p",
    fails={"test_by_hand", "test_frequency", "test_limits", "test_shapes_and_types"},
    fr=(
        "Vous comparez à p des nombres tirés d'une loi normale (torch.randn). La moitié d'entre "
        "eux sont négatifs : même avec p = 0, une image sur deux est retournée. Il faut des "
        "nombres uniformes entre 0 et 1."
    ),
    en=(
        "You compare p with numbers drawn from a normal distribution (torch.randn). Half of "
        "them are negative: even with p = 0, one image in two is mirrored. Uniform numbers "
        "between 0 and 1 are needed."
    ),
)
def random_flip(images, p, generator):
    """Draw from the normal distribution."""
    chosen = torch.randn(len(images), generator=generator, device=images.device) < p
    return torch.where(chosen[:, None, None, None], images.flip(-1), images)


@misconception(
    "one-draw-for-each-channel",
    fails={"test_whole_images", "test_given_generator", "test_argument_unchanged"},
    fr=(
        "Vous faites un tirage par canal : le rouge d'une image peut être retourné et son bleu "
        "non, ce qui donne une image fantôme. Les canaux décrivent les mêmes pixels et vont "
        "ensemble : un tirage par image."
    ),
    en=(
        "You make one draw per channel: the red of an image may be mirrored and its blue not, "
        "which gives a ghost image. Channels describe the same pixels and belong together: one "
        "draw per image."
    ),
)
def random_flip(images, p, generator):
    """Decide for each channel by itself."""
    shape = images.shape[:2]
    chosen = torch.rand(shape, generator=generator, device=images.device) < p
    return torch.where(chosen[:, :, None, None], images.flip(-1), images)


@misconception(
    "global-generator-flips",
    fails={"test_given_generator"},
    fr=(
        "Vous tirez avec le générateur global au lieu de celui que vous recevez. Les images "
        "retournées dépendent alors de tout ce qui a été tiré auparavant ailleurs, et "
        "l'expérience ne peut pas être refaite à partir de sa graine. Donnez generator à la "
        "fonction qui tire."
    ),
    en=(
        "You draw with the global generator instead of the one that you are given. Which images "
        "are mirrored then depends on all that was drawn elsewhere before, and the experiment "
        "cannot be repeated from its seed. Hand generator to the function that draws."
    ),
)
def random_flip(images, p, generator):
    """Ignore the generator."""
    chosen = torch.rand(len(images), device=images.device) < p
    return torch.where(chosen[:, None, None, None], images.flip(-1), images)


@misconception(
    "same-images-flipped-each-time",
    fails={"test_frequency", "test_given_generator"},
    fr=(
        "Vous fixez vous-même la graine à chaque appel : ce sont toujours les mêmes images qui "
        "sont retournées, à chaque époque. Le réseau ne voit donc jamais que la moitié des "
        "images possibles. C'est à celui qui appelle de choisir la graine."
    ),
    en=(
        "You set the seed yourself in each call: it is always the same images that are "
        "mirrored, in every epoch. So the network only ever sees half of the possible images. "
        "Choosing the seed is your caller's business."
    ),
)
def random_flip(images, p, generator):
    """Set the seed in each call."""
    generator = torch.Generator(images.device).manual_seed(0)
    chosen = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(chosen[:, None, None, None], images.flip(-1), images)


@misconception(
    "images-flipped-in-place",
    fails={"test_argument_unchanged"},
    fr=(
        "Le résultat est juste, mais vous écrivez dans le tenseur reçu. Le jeu de données "
        "lui-même est retourné : à l'époque suivante, une image retournée deux fois serait de "
        "nouveau comme au départ. Travaillez sur une copie."
    ),
    en=(
        "The result is right, but you write into the tensor received. The data set itself is "
        "mirrored: in the next epoch an image mirrored twice would be as at the beginning "
        "again. Work on a copy."
    ),
)
def random_flip(images, p, generator):
    """Write the mirrored images over the others."""
    chosen = torch.rand(len(images), generator=generator, device=images.device) < p
    images[chosen] = images[chosen].flip(-1)
    return images


@misconception(
    "fixed-number-flipped",
    fails={"test_frequency"},
    fr=(
        "Vous retournez un nombre d'images fixé d'avance, la part p du lot. Les tirages ne sont "
        "alors plus indépendants, et une image qui arrive seule est toujours retournée, ou "
        "jamais. Chaque image a son propre tirage."
    ),
    en=(
        "You mirror a number of images that is fixed beforehand, the share p of the batch. Then "
        "the draws are no longer independent, and an image that comes alone is always mirrored, "
        "or never. Each image has its own draw."
    ),
)
def random_flip(images, p, generator):
    """Shuffle the images and mirror the first ones."""
    order = torch.randperm(len(images), generator=generator, device=images.device)
    chosen = order[: round(p * len(images))]
    result = images.clone()
    result[chosen] = images[chosen].flip(-1)
    return result
