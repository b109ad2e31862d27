"""Wrong implementations of `EncoderBlock`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "encoder-normalised-first",
    fails={
        "test_silent_attention_by_hand",
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vous normalisez l'entrée de chaque sous-couche, et la somme reste telle quelle : c'est "
        "la variante « pre-norm » de modèles plus récents. L'article et le contrat normalisent "
        "après l'addition ; avec les mêmes poids, les deux ne donnent pas les mêmes valeurs."
    ),
    en=(
        "You normalise the input of each sublayer, and the sum stays as it is: this is the "
        "“pre-norm” variant of more recent models. The paper and the contract normalise after the "
        "addition; with the same weights the two do not give the same values."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Normalise what enters each sublayer."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        y = self.norm1(x)
        x = x + self.self_attn(y, y, y, attn_mask=mask)[0]
        return x + self.linear2(torch.relu(self.linear1(self.norm2(x))))


@misconception(
    "encoder-attention-without-residual",
    fails={
        "test_silent_attention_by_hand",
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Le chemin direct manque autour de l'attention : le mot lui-même disparaît, il n'en reste "
        "que ce que les autres en disent. Les diapositives y insistent : x s'ajoute à la sortie "
        "de chaque sous-couche."
    ),
    en=(
        "The direct path is missing around the attention: the word itself disappears, only what "
        "the others say of it is left. The slides insist on it: x is added to the output of each "
        "sublayer."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Normalise the attention alone."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(attended)
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-network-without-residual",
    fails={
        "test_silent_attention_by_hand",
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Le chemin direct manque autour du petit réseau : ce que l'attention a rassemblé ne passe "
        "plus que par d_ff neurones, dont la ReLU éteint une bonne part. Chaque sous-couche a son "
        "addition."
    ),
    en=(
        "The direct path is missing around the small network: what the attention gathered only "
        "passes through d_ff neurons, a good part of which the ReLU switches off. Each sublayer "
        "has its addition."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Normalise the small network alone."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm2(self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-residual-from-the-input",
    fails={
        "test_silent_attention_by_hand",
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Autour du petit réseau, vous ajoutez l'entrée du bloc et non celle du petit réseau. Ce "
        "que l'attention a apporté ne passe alors plus par le chemin direct. On ajoute à chaque "
        "sous-couche ce qu'elle-même a reçu."
    ),
    en=(
        "Around the small network you add the input of the block and not that of the small "
        "network. What the attention contributed then no longer takes the direct path. To each "
        "sublayer is added what it received itself."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Add the block's input twice."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm2(x + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-network-without-relu",
    fails={
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Il manque la ReLU entre les deux couches linéaires. À la suite l'une de l'autre, elles "
        "n'en font qu'une, et tout ce que d_ff ajoute de place est perdu."
    ),
    en=(
        "The ReLU between the two linear layers is missing. One after the other they are only "
        "one, and all the room that d_ff adds is lost."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Chain two linear layers."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm2(y + self.linear2(self.linear1(y)))


@misconception(
    "encoder-with-gelu",
    fails={
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vous activez par GELU, comme BERT. L'article d'origine et le contrat prennent ReLU ; les "
        "deux se ressemblent assez pour que l'apprentissage n'en dise rien."
    ),
    en=(
        "You activate with GELU, as BERT does. The original paper and the contract use ReLU; the "
        "two are alike enough for training to say nothing of it."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Use another activation."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm2(y + self.linear2(torch.nn.functional.gelu(self.linear1(y))))


@misconception(
    "encoder-first-norm-twice",
    fails={
        "test_silent_attention_by_hand",
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vous vous servez deux fois de `norm1`. Au début de l'apprentissage, les deux "
        "normalisations se valent et rien ne se voit ; ensuite chacune doit avoir ses propres "
        "gamma et beta, et votre `norm2` n'apprend jamais."
    ),
    en=(
        "You use `norm1` twice. At the start of training the two normalisations are the same and "
        "nothing shows; later each must have its own gamma and beta, and your `norm2` never "
        "learns."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Use norm1 in both places."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm1(y + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-mask-not-inverted",
    fails={"test_masks_of_each_sentence", "test_mask_of_all_sentences"},
    fr=(
        "Vous donnez notre masque tel quel à PyTorch, qui le lit à l'envers : dans son "
        "`attn_mask` booléen, True interdit. Chaque mot regarde alors exactement ce qu'il ne doit "
        "pas voir. Sans masque, tout est juste."
    ),
    en=(
        "You hand our mask as it is to PyTorch, which reads it the other way round: in its "
        "boolean `attn_mask`, True forbids. Each word then looks at exactly what it must not see. "
        "Without a mask all is right."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Hand our mask to PyTorch as it is."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-masks-in-another-order",
    fails={"test_masks_of_each_sentence"},
    fr=(
        "Pour donner un masque à chaque tête, vous répétez la suite des masques entière : phrases "
        "1, 2, 1, 2. PyTorch range toutes les têtes d'une phrase ensemble : 1, 1, 2, 2. La forme "
        "est la même, et des phrases reçoivent le masque d'une autre."
    ),
    en=(
        "To give a mask to each head you repeat the whole series of masks: sentences 1, 2, 1, 2. "
        "PyTorch keeps all heads of a sentence together: 1, 1, 2, 2. The shape is the same, and "
        "sentences receive the mask of another one."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Repeat the masks in the wrong order."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat(self.self_attn.num_heads, 1, 1)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-mask-ignored",
    fails={"test_masks_of_each_sentence", "test_mask_of_all_sentences"},
    fr=(
        "Le masque n'arrive pas jusqu'à l'attention : les mots de remplissage sont lus comme les "
        "autres. Sans masque, tout est juste ; c'est avec des phrases de longueurs différentes "
        "que le résultat change."
    ),
    en=(
        "The mask does not reach the attention: padding is read like any other word. Without a "
        "mask all is right; it is with sentences of different lengths that the result changes."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Leave the mask out."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        attended = self.self_attn(x, x, x)[0]
        y = self.norm1(x + attended)
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-batch-read-as-time",
    fails={
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Votre attention croit que la première dimension est le temps : `batch_first` est resté à "
        "False. Les formes restent bonnes, mais chaque mot regarde les mots de même rang des "
        "autres phrases, au lieu de ceux de sa phrase."
    ),
    en=(
        "Your attention believes that the first dimension is time: `batch_first` stayed False. "
        "Shapes stay right, but each word looks at the words of the same rank in the other "
        "sentences, instead of those of its own."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Forget batch_first."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + attended)
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-with-dropout",
    fails={
        "test_random_values",
        "test_single_sentence_or_word",
        "test_masks_of_each_sentence",
        "test_mask_of_all_sentences",
        "test_input_gradient",
        "test_parameter_gradients",
    },
    fr=(
        "Vous avez gardé du dropout : à l'entraînement, une valeur sur dix est mise à zéro au "
        "hasard, et le bloc ne donne pas deux fois le même résultat. Le contrat n'en veut pas ; à "
        "l'évaluation, rien ne se voit."
    ),
    en=(
        "You kept some dropout: in training one value out of ten is set to zero at random, and "
        "the block does not give the same result twice. The contract wants none; in evaluation "
        "nothing shows."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Drop one value out of ten while training."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        y = self.norm1(x + torch.nn.functional.dropout(attended, 0.1, self.training))
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))


@misconception(
    "encoder-sum-in-place",
    fails={"test_input_gradient", "test_parameter_gradients"},
    fr=(
        "Vos valeurs sont justes, mais `x += ...` écrit dans le tenseur de celui qui vous a "
        "appelé. Dès qu'il demande le gradient de x, PyTorch refuse : la valeur dont la "
        "dérivation a besoin est écrasée."
    ),
    en=(
        "Your values are right, but `x += ...` writes into your caller's tensor. As soon as the "
        "gradient of x is asked for, PyTorch refuses: the value that differentiation needs is "
        "overwritten."
    ),
)
class EncoderBlock(torch.nn.Module):
    """Add the attention into x."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Attend, add and normalise, twice."""
        if mask is not None:
            mask = ~mask.expand(len(x), x.shape[1], x.shape[1])
            mask = mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=mask)[0]
        x += attended
        y = self.norm1(x)
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))
