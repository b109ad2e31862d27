"""Wrong implementations of `MultiHeadAttention`, as students write them."""

import math

import torch

from autograder.course.misconception import misconception


@misconception(
    "heads-cut-without-transposing",
    fails={
        "test_two_heads_by_hand",
        "test_self_attention",
        "test_cross_attention",
        "test_weights_of_each_head",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Vous passez directement de (N, L, d_model) à (N, n_heads, L, d_head) par `view`. Les "
        "formes sont bonnes, mais une tête reçoit alors toutes les composantes de quelques mots, "
        "au lieu de quelques composantes de tous les mots. Coupez d'abord la dernière dimension "
        "en deux, puis échangez des dimensions ; un réseau apprend parfois malgré cela, et le "
        "cache."
    ),
    en=(
        "You go from (N, L, d_model) to (N, n_heads, L, d_head) directly with `view`. The shapes "
        "are right, but a head then receives all components of a few words, instead of a few "
        "components of all words. First cut the last dimension in two, then swap dimensions; a "
        "network sometimes learns all the same, which hides it."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Cut the heads with one view."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, self.n_heads, -1, self.d_head)
        k = (key @ w_k.T + b_k).view(n, self.n_heads, -1, self.d_head)
        v = (value @ w_v.T + b_v).view(n, self.n_heads, -1, self.d_head)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "heads-joined-without-transposing",
    fails={
        "test_self_attention",
        "test_cross_attention",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Les têtes sont bien coupées et leurs poids sont justes, mais vous les recollez sans "
        "remettre les mots avant les têtes. Chaque mot de la sortie mélange alors des morceaux de "
        "plusieurs mots. Défaites les étapes de la coupe dans l'ordre inverse."
    ),
    en=(
        "The heads are cut well and their weights are right, but you join them without putting "
        "the words before the heads again. Each word of the output then mixes pieces of several "
        "words. Undo the steps of the cut in the reverse order."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Join the heads with one reshape."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "multihead-components-interleaved",
    fails={
        "test_self_attention",
        "test_cross_attention",
        "test_weights_of_each_head",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Vous donnez à chaque tête une composante sur n_heads, au lieu d'un bloc de composantes "
        "voisines. Un modèle entraîné ainsi marcherait aussi bien, mais des poids chargés "
        "d'ailleurs n'ont plus de sens : la tête i possède les composantes i * d_head à (i + 1) * "
        "d_head - 1."
    ),
    en=(
        "You give each head one component out of n_heads, instead of a block of neighbouring "
        "ones. A model trained that way would work as well, but weights loaded from elsewhere "
        "lose their meaning: head i owns the components i * d_head to (i + 1) * d_head - 1."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Give each head every n_heads-th component."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.d_head, self.n_heads).permute(0, 3, 1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.d_head, self.n_heads).permute(0, 3, 1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.d_head, self.n_heads).permute(0, 3, 1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).permute(0, 2, 3, 1).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "scaled-by-the-whole-width",
    fails={
        "test_two_heads_by_hand",
        "test_self_attention",
        "test_cross_attention",
        "test_weights_of_each_head",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Vous divisez les scores par la racine de d_model. Or chaque tête fait des produits "
        "scalaires de d_head composantes seulement : c'est leur nombre qui fixe la taille des "
        "scores. Divisés trop, ils donnent une attention trop uniforme."
    ),
    en=(
        "You divide the scores by the root of d_model. But each head takes dot products of d_head "
        "components only: it is their number that sets the size of the scores. Divided too much, "
        "they give an attention that is too uniform."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Divide by the root of d_model."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(d_model)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "heads-not-scaled",
    fails={
        "test_self_attention",
        "test_cross_attention",
        "test_weights_of_each_head",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Vous ne divisez pas les scores. Les produits scalaires grandissent avec d_head, le "
        "softmax se fige sur un seul mot et ses gradients s'annulent. Avec une seule composante "
        "par tête, cela ne se voit pas."
    ),
    en=(
        "You do not divide the scores. Dot products grow with d_head, the softmax freezes on a "
        "single word and its gradients vanish. With a single component per head it does not show."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Forget the scale."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "heads-not-mixed",
    fails={
        "test_self_attention",
        "test_cross_attention",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Vous renvoyez les têtes recollées sans la dernière projection, `out_proj`. C'est elle "
        "qui mélange ce que les têtes ont trouvé ; sans elle, chaque tête n'écrit que dans ses "
        "propres composantes, et le paramètre n'apprend jamais."
    ),
    en=(
        "You return the joined heads without the last projection, `out_proj`. It is what mixes "
        "the findings of the heads; without it each head only writes to its own components, and "
        "the parameter never learns."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Leave the last projection out."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return joined, weights


@misconception(
    "weights-averaged-over-heads",
    fails={
        "test_two_heads_by_hand",
        "test_weights_of_each_head",
        "test_masks",
        "test_query_without_keys",
    },
    fr=(
        "Vous renvoyez la moyenne des poids sur les têtes, comme le fait d'office la classe de "
        "PyTorch. Le contrat demande ceux de chaque tête, (N, n_heads, L, S) : la moyenne cache "
        "justement ce que chacune regarde."
    ),
    en=(
        "You return the weights averaged over the heads, as PyTorch's class does by default. The "
        "contract asks for those of each head, (N, n_heads, L, S): the average hides precisely "
        "what each one looks at."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Return the average of the heads' weights."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights.mean(dim=1)


@misconception(
    "keys-from-the-query",
    fails={
        "test_two_heads_by_hand",
        "test_cross_attention",
        "test_weights_of_each_head",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Vos clés et vos valeurs viennent de `query` : vous ne savez faire que de "
        "l'auto-attention. Pour traduire, le décodeur pose ses questions (query) à l'encodeur, "
        "qui fournit clés et valeurs. Les trois arguments servent, chacun à son rôle."
    ),
    en=(
        "Your keys and values come from `query`: you can only do self-attention. To translate, "
        "the decoder asks its questions (query) of the encoder, which provides keys and values. "
        "All three arguments are used, each in its role."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Attend the query to itself."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (query @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (query @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "values-from-the-keys",
    fails={
        "test_two_heads_by_hand",
        "test_cross_attention",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Vos valeurs sont calculées à partir de `key`. Dans un transformer, les deux arguments "
        "sont presque toujours le même tenseur, ce qui cache l'erreur ; le contrat permet qu'ils "
        "diffèrent."
    ),
    en=(
        "Your values are computed from `key`. In a transformer the two arguments are nearly "
        "always the same tensor, which hides the mistake; the contract lets them differ."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Take the values from key."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (key @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "multihead-softmax-over-the-queries",
    fails={
        "test_two_heads_by_hand",
        "test_self_attention",
        "test_cross_attention",
        "test_weights_of_each_head",
        "test_masks",
        "test_query_without_keys",
        "test_gradients",
    },
    fr=(
        "Votre softmax est pris le long des requêtes : ce sont les mots qui demandent qui se "
        "partagent la somme 1. Chaque requête doit répartir son attention sur les clés, la "
        "dernière dimension des scores."
    ),
    en=(
        "Your softmax runs along the queries: it is the asking words that share the sum 1. Each "
        "query must spread its own attention over the keys, the last dimension of the scores."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Normalise over the queries."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-2)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "mask-read-as-forbidden",
    fails={"test_masks", "test_query_without_keys"},
    fr=(
        "Vous lisez le masque à l'envers : chez vous True interdit. C'est la convention de "
        "`attn_mask` dans PyTorch ; la nôtre est l'inverse, True = peut être regardé. Un modèle "
        "qui ne voit que le remplissage ou l'avenir ne lève aucune erreur."
    ),
    en=(
        "You read the mask the wrong way round: with yours True forbids. That is the convention "
        "of `attn_mask` in PyTorch; ours is the opposite, True = may be attended. A model that "
        "sees only padding or the future raises no error."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Mask where the mask says True."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = ~mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "mask-without-a-heads-dimension",
    fails={"test_masks"},
    fr=(
        "Vous appliquez le masque (N, L, S) tel quel à des scores (N, n_heads, L, S) : PyTorch "
        "aligne les dimensions par la droite, et N tombe en face des têtes. Avec autant de "
        "phrases que de têtes, aucune erreur ne vous avertit : chaque tête reçoit le masque d'une "
        "autre phrase. Il manque une dimension au milieu."
    ),
    en=(
        "You apply the mask (N, L, S) as it is to scores (N, n_heads, L, S): PyTorch aligns "
        "dimensions from the right, and N falls opposite the heads. With as many sentences as "
        "heads no error warns you: each head receives the mask of another sentence. A dimension "
        "is missing in the middle."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Let the mask broadcast as it is."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "multihead-masked-scores-set-to-zero",
    fails={"test_masks", "test_query_without_keys"},
    fr=(
        "Vous donnez aux clés interdites un score de 0. Or exp(0) vaut 1 : elles gardent un "
        "poids, parfois plus grand que celui des autres, et vous l'effacez après coup sans que la "
        "somme revienne à 1. Avant le softmax, un score interdit doit être négatif et si grand en "
        "valeur absolue que son exponentielle soit nulle."
    ),
    en=(
        "You give forbidden keys a score of 0. But exp(0) is 1: they keep a weight, sometimes "
        "greater than that of the others, and you wipe it out afterwards without the sum going "
        "back to 1. A forbidden score must be infinitely low, on the negative side, before the "
        "softmax."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Give the masked keys a score of 0."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, 0.0)
        weights = torch.softmax(scores, dim=-1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "nan-where-all-is-masked",
    fails={"test_query_without_keys"},
    fr=(
        "Une requête qui ne peut rien regarder n'a que des scores de -inf : le softmax y divise "
        "zéro par zéro, et votre résultat contient nan. C'est aussi ce que fait PyTorch. Le "
        "contrat demande des poids nuls ; cherchez où les remettre à zéro."
    ),
    en=(
        "A query that may attend nothing has only scores of -inf: there the softmax divides zero "
        "by zero, and your result contains nan. That is also what PyTorch does. The contract asks "
        "for weights of zero; find where to set them back to zero."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Leave the nan of a softmax over nothing."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights


@misconception(
    "weights-cut-from-the-graph",
    fails={"test_gradients"},
    fr=(
        "Toutes vos valeurs sont justes, mais les poids sont détachés avant de servir : le "
        "gradient ne remonte plus vers les requêtes ni vers les clés, et la moitié de la couche "
        "n'apprend rien. Détachez tout au plus ce que vous affichez."
    ),
    en=(
        "All your values are right, but the weights are detached before they are used: the "
        "gradient no longer goes back to the queries and the keys, and half of the layer learns "
        "nothing. Detach at most what you display."
    ),
)
class MultiHeadAttention(torch.nn.Module):
    """Detach the weights before using them."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend, head by head."""
        n, length, d_model = query.shape
        w_q, w_k, w_v = self.in_proj_weight.chunk(3)
        b_q, b_k, b_v = self.in_proj_bias.chunk(3)
        q = (query @ w_q.T + b_q).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        k = (key @ w_k.T + b_k).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        v = (value @ w_v.T + b_v).view(n, -1, self.n_heads, self.d_head).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_head)
        if mask is not None:
            mask = mask.unsqueeze(-3)
            scores = scores.masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=-1).detach()
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(n, length, d_model)
        return self.out_proj(joined), weights
