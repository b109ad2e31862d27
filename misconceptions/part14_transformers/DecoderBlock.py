"""Wrong implementations of `DecoderBlock`, as students write them."""

import torch

from autograder.course.misconception import misconception


@misconception(
    "decoder-sees-the-future",
    fails={
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Votre auto-attention n'a pas de masque : chaque position voit les mots qui la suivent, "
        "donc celui qu'elle doit deviner. L'apprentissage a l'air parfait et le modèle ne sait "
        "rien écrire, puisque, au moment d'écrire, la suite n'existe pas."
    ),
    en=(
        "Your self-attention has no mask: each position sees the words that follow, hence the one "
        "that it must guess. Training looks perfect and the model can write nothing, since at the "
        "time of writing the rest does not exist."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Leave the causal mask out."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-mask-not-inverted",
    fails={
        "test_single_source_word_by_hand",
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Vous donnez à PyTorch le triangle de ce qui peut être vu. Son `attn_mask` booléen dit "
        "l'inverse : True interdit. Chaque position ne voit que l'avenir, et la dernière, qui "
        "n'en a pas, donne nan."
    ),
    en=(
        "You give PyTorch the triangle of what may be seen. Its boolean `attn_mask` says the "
        "opposite: True forbids. Each position sees only the future, and the last one, which has "
        "none, gives nan."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Hand PyTorch the mask of what may be seen."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).tril()
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-word-hidden-from-itself",
    fails={
        "test_single_source_word_by_hand",
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Votre masque cache aussi la diagonale : une position ne se voit pas elle-même, et la "
        "première, qui n'a plus rien à regarder, donne nan. Le mot de rang t a déjà été écrit "
        "quand on cherche le suivant : il se voit."
    ),
    en=(
        "Your mask hides the diagonal too: a position does not see itself, and the first one, "
        "which has nothing left to look at, gives nan. The word of rank t is already written when "
        "the next one is sought: it sees itself."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Mask the diagonal too."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu()
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-causal-towards-the-source",
    fails={
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Vous appliquez aussi le masque causal à l'attention vers la source. La phrase à traduire "
        "est connue en entier : son dernier mot peut servir à écrire le premier, ce que "
        "l'allemand demande souvent. Seul ce qui s'écrit est causal."
    ),
    en=(
        "You apply the causal mask to the attention to the source as well. The sentence to "
        "translate is known in full: its last word may serve to write the first one, as German "
        "often requires. Only what is being written is causal."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Mask the source as well."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        hidden = future.new_ones(length, memory.shape[1]).triu(1)
        if memory_mask is not None:
            hidden = hidden | memory_mask
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=hidden)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-asked-by-the-source",
    fails={
        "test_single_source_word_by_hand",
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Les rôles sont échangés : la source pose les questions et le décodeur y répond. C'est "
        "l'inverse : chaque mot à écrire cherche dans la source de quoi s'écrire. Les requêtes "
        "viennent du décodeur, et la sortie a sa longueur ; ici elle prend celle de la source."
    ),
    en=(
        "The roles are swapped: the source asks the questions and the decoder answers. It is the "
        "other way round: each word to be written looks in the source for what it needs. The "
        "queries come from the decoder, and the output has its length; here it takes that of the "
        "source."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Swap the roles of the decoder and the source."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(memory, y, y)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-ignores-the-source",
    fails={
        "test_single_source_word_by_hand",
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Votre seconde attention regarde encore ce que le décodeur a écrit : `memory` ne sert "
        "pas. Le bloc devine la suite sans rien savoir de la phrase à traduire, et le gradient de "
        "`memory` est absent."
    ),
    en=(
        "Your second attention again looks at what the decoder has written: `memory` is not used. "
        "The block guesses what follows without knowing anything of the sentence to translate, "
        "and the gradient of `memory` is missing."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Attend to the decoder's own words twice."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, y, y, attn_mask=future)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-query-before-the-norm",
    fails={
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Dans l'attention vers la source, les requêtes viennent de l'entrée du bloc, x, et non de "
        "ce que la première sous-couche en a fait. Les trois sous-couches se suivent : chacune "
        "part de la sortie normalisée de la précédente."
    ),
    en=(
        "In the attention to the source the queries come from the input of the block, x, and not "
        "from what the first sublayer made of it. The three sublayers follow each other: each "
        "starts from the normalised output of the one before."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Ask the source with the raw input."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(x, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-source-without-residual",
    fails={
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Le chemin direct manque autour de l'attention vers la source : ce que le décodeur savait "
        "de sa propre phrase est effacé par ce qu'il lit. Chacune des trois sous-couches a son "
        "addition."
    ),
    en=(
        "The direct path is missing around the attention to the source: what the decoder knew of "
        "its own sentence is erased by what it reads. Each of the three sublayers has its "
        "addition."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Normalise the attention to the source alone."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-residual-from-the-input",
    fails={
        "test_single_source_word_by_hand",
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Autour de l'attention vers la source, vous ajoutez l'entrée du bloc, x, au lieu de la "
        "sortie de la première normalisation. Le travail de l'auto-attention ne passe plus par le "
        "chemin direct."
    ),
    en=(
        "Around the attention to the source you add the input of the block, x, instead of the "
        "output of the first normalisation. The work of the self-attention no longer takes the "
        "direct path."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Add the block's input in the middle."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(x + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-normalised-first",
    fails={
        "test_single_source_word_by_hand",
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Vous normalisez l'entrée de chaque sous-couche (variante « pre-norm ») au lieu de la "
        "somme. L'article et le contrat normalisent après l'addition : la dernière opération du "
        "bloc est `norm3`."
    ),
    en=(
        "You normalise the input of each sublayer (the “pre-norm” variant) instead of the sum. "
        "The paper and the contract normalise after the addition: the last operation of the block "
        "is `norm3`."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Normalise what enters each sublayer."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        y = self.norm1(x)
        x = x + self.self_attn(y, y, y, attn_mask=future)[0]
        y = self.norm2(x)
        x = x + self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        return x + self.linear2(torch.relu(self.linear1(self.norm3(x))))


@misconception(
    "decoder-one-attention-for-both",
    fails={
        "test_single_source_word_by_hand",
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Vous vous servez de `self_attn` pour les deux attentions ; `multihead_attn` n'apprend "
        "jamais. Regarder ce qu'on a écrit et regarder la source sont deux métiers, chacun "
        "avec ses poids."
    ),
    en=(
        "You use `self_attn` for both attentions; `multihead_attn` never learns. Looking at what "
        "one has written and looking at the source are two trades, each with its own weights."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Use self_attn for the source too."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.self_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-second-norm-twice",
    fails={
        "test_random_values",
        "test_beginning_of_a_sentence",
        "test_single_sentence",
        "test_memory_masks",
        "test_input_gradients",
        "test_parameter_gradients",
    },
    fr=(
        "Vous vous servez de `norm2` à deux endroits, et `norm3` n'apprend jamais. Au début, "
        "toutes les normalisations se valent et rien ne se voit ; avec des poids appris, chaque "
        "sous-couche a la sienne."
    ),
    en=(
        "You use `norm2` in two places, and `norm3` never learns. At first all normalisations are "
        "the same and nothing shows; with trained weights each sublayer has its own."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Use norm2 in two places."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm2(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-source-mask-not-inverted",
    fails={"test_memory_masks"},
    fr=(
        "Vous donnez `memory_mask` tel quel à PyTorch, qui le lit à l'envers : True y interdit. "
        "Le décodeur ne regarde alors que le remplissage de la source. Sans masque, tout est "
        "juste."
    ),
    en=(
        "You hand `memory_mask` as it is to PyTorch, which reads it the other way round: there "
        "True forbids. The decoder then looks only at the padding of the source. Without a mask "
        "all is right."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Hand our mask of the source to PyTorch as it is."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))


@misconception(
    "decoder-source-masks-in-another-order",
    fails={"test_memory_masks"},
    fr=(
        "Pour donner un masque à chaque tête, vous répétez la suite des masques entière : phrases "
        "1, 2, 1, 2. PyTorch attend toutes les têtes d'une phrase ensemble : 1, 1, 2, 2. La forme "
        "est la même, donc aucune erreur ne vous le dit."
    ),
    en=(
        "To give a mask to each head you repeat the whole series of masks: sentences 1, 2, 1, 2. "
        "PyTorch expects all heads of a sentence together: 1, 1, 2, 2. The shape is the same, so "
        "no error tells you."
    ),
)
class DecoderBlock(torch.nn.Module):
    """Repeat the masks in the wrong order."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Attend to the past, then to the source, then think."""
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        if memory_mask is not None:
            memory_mask = ~memory_mask.expand(len(x), length, memory.shape[1])
            memory_mask = memory_mask.repeat(self.self_attn.num_heads, 1, 1)
        attended = self.self_attn(x, x, x, attn_mask=future)[0]
        y = self.norm1(x + attended)
        attended = self.multihead_attn(y, memory, memory, attn_mask=memory_mask)[0]
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))
