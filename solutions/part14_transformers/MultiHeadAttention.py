"""Reference solution of `MultiHeadAttention`."""

import math

import torch


class MultiHeadAttention(torch.nn.Module):
    """Several attentions side by side, each on its own share of the components.

    Queries, keys and values are projected, cut into n_heads heads of d_head = d_model / n_heads
    components, attended head by head with scores divided by sqrt(d_head), joined again and
    projected once more. Head i owns the components i * d_head to (i + 1) * d_head - 1.

    The parameters have the names and the shapes of
    torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True), so that load_state_dict
    takes its weights; their initial values are yours to choose.

    - in_proj_weight (3 d_model, d_model) and in_proj_bias (3 d_model,): the first d_model rows
      project the queries, the next ones the keys, the last ones the values;
    - out_proj.weight (d_model, d_model) and out_proj.bias (d_model,): the last projection.

    Source: Vaswani et al., "Attention Is All You Need", 2017, section 3.2.2.
    """

    def __init__(self, d_model: int, n_heads: int) -> None:
        """Create the parameters; d_model is a multiple of n_heads."""
        super().__init__()
        ### BEGIN SOLUTION
        self.n_heads = n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.empty(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)
        torch.nn.init.xavier_uniform_(self.in_proj_weight)
        ### END SOLUTION

    def forward(
        self,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        mask: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return (output, weights).

        Args:
            query: shape (N, L, d_model).
            key: shape (N, S, d_model).
            value: shape (N, S, d_model).
            mask: bool, shape (L, S), (N, L, S) or (N, 1, S), the same for all heads. True = may be
                attended: the opposite of the attn_mask of PyTorch's class. None = all of them.

        Returns:
            output of shape (N, L, d_model), and weights of shape (N, n_heads, L, S), those of each
            head (PyTorch's class returns them with average_attn_weights=False). A query that may
            attend nothing has weights of 0, and its output is out_proj.bias; PyTorch's class gives
            nan there.
        """
        ### BEGIN SOLUTION
        projections = zip(
            (query, key, value),
            self.in_proj_weight.chunk(3),
            self.in_proj_bias.chunk(3),
            strict=True,
        )
        q, k, v = (
            torch.nn.functional.linear(x, weight, bias)
            .unflatten(-1, (self.n_heads, -1))
            .transpose(1, 2)
            for x, weight, bias in projections
        )
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        if mask is None:
            weights = scores.softmax(dim=-1)
        else:
            allowed = mask.unsqueeze(-3)
            # Not -inf: a row that is masked everywhere would give nan, in the gradients too.
            scores = scores.masked_fill(~allowed, torch.finfo(scores.dtype).min)
            weights = scores.softmax(dim=-1).masked_fill(~allowed, 0.0)
        joined = (weights @ v).transpose(1, 2).flatten(-2)
        return self.out_proj(joined), weights
        ### END SOLUTION
