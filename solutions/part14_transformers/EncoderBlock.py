"""Reference solution of `EncoderBlock`."""

import torch


class EncoderBlock(torch.nn.Module):
    """One block of the encoder: self-attention, then a small network, each with add & norm.

    y = norm1(x + attention of x to itself), then norm2(y + linear2(relu(linear1(y)))): the
    normalisation comes after the sum, as in the paper. No dropout.

    The parameters have the names and the shapes of
    torch.nn.TransformerEncoderLayer(d_model, n_heads, d_ff, dropout=0.0, batch_first=True), so
    that load_state_dict takes its weights:

    - self_attn: torch.nn.MultiheadAttention is allowed here, or parameters of the same names;
    - linear1 (from d_model to d_ff) and linear2 (back): torch.nn.Linear;
    - norm1 and norm2: torch.nn.LayerNorm(d_model).

    Source: figure 1, left, of Vaswani et al., "Attention Is All You Need", 2017.
    """

    def __init__(self, d_model: int, n_heads: int, d_ff: int) -> None:
        """Create the layers; d_model is a multiple of n_heads."""
        super().__init__()
        ### BEGIN SOLUTION
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        ### END SOLUTION

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Return a new tensor of the shape of x.

        Args:
            x: shape (N, L, d_model).
            mask: bool, shape (L, L), (N, L, L) or (N, 1, L), True = may be attended, at least one
                True in each row; the same for all heads. None = all of them.
        """
        ### BEGIN SOLUTION
        n, length, _ = x.shape
        forbidden = None
        if mask is not None:
            # PyTorch wants True where attention is forbidden, and a copy for each head.
            forbidden = ~mask.expand(n, length, length)
            forbidden = forbidden.repeat_interleave(self.self_attn.num_heads, dim=0)
        attended, _ = self.self_attn(x, x, x, attn_mask=forbidden)
        y = self.norm1(x + attended)
        return self.norm2(y + self.linear2(torch.relu(self.linear1(y))))
        ### END SOLUTION
