"""Reference solution of `DecoderBlock`."""

import torch


class DecoderBlock(torch.nn.Module):
    """One block of the decoder: causal self-attention, cross-attention, then a small network.

    y = norm1(x + causal attention of x to itself), z = norm2(y + attention of y to memory), then
    norm3(z + linear2(relu(linear1(z)))). In the first attention, position t attends to positions
    0 to t, itself included; the block makes this mask on its own. In the second, the queries come
    from the decoder, the keys and the values both from memory. No dropout.

    The parameters have the names and the shapes of
    torch.nn.TransformerDecoderLayer(d_model, n_heads, d_ff, dropout=0.0, batch_first=True), so
    that load_state_dict takes its weights:

    - self_attn, then multihead_attn for the attention to memory: torch.nn.MultiheadAttention is
      allowed here, or parameters of the same names;
    - linear1 (from d_model to d_ff) and linear2 (back): torch.nn.Linear;
    - norm1, norm2 and norm3: torch.nn.LayerNorm(d_model).

    Source: figure 1, right, of Vaswani et al., "Attention Is All You Need", 2017.
    """

    def __init__(self, d_model: int, n_heads: int, d_ff: int) -> None:
        """Create the layers; d_model is a multiple of n_heads."""
        super().__init__()
        ### BEGIN SOLUTION
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, memory: torch.Tensor, memory_mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return a new tensor of the shape of x.

        Args:
            x: what the decoder has written so far, shape (N, L, d_model).
            memory: what the encoder made of the source, shape (N, S, d_model).
            memory_mask: bool, shape (L, S), (N, L, S) or (N, 1, S), True = this word of the source
                may be attended, at least one True in each row; the same for all heads. None = all
                of them.
        """
        ### BEGIN SOLUTION
        n, length, _ = x.shape
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        hidden = None
        if memory_mask is not None:
            # PyTorch wants True where attention is forbidden, and a copy for each head.
            hidden = ~memory_mask.expand(n, length, memory.shape[1])
            hidden = hidden.repeat_interleave(self.multihead_attn.num_heads, dim=0)
        attended, _ = self.self_attn(x, x, x, attn_mask=future)
        y = self.norm1(x + attended)
        attended, _ = self.multihead_attn(y, memory, memory, attn_mask=hidden)
        z = self.norm2(y + attended)
        return self.norm3(z + self.linear2(torch.relu(self.linear1(z))))
        ### END SOLUTION
