"""Other right implementations of `EncoderBlock`: its suite must accept each of them."""

import torch


class EncoderBlock_with_float_mask(torch.nn.Module):
    """Add minus infinity to the scores instead of a boolean mask."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers in another order."""
        super().__init__()
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.activation = torch.nn.ReLU()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, 0.0, batch_first=True)
        self.n_heads = n_heads

    def forward(self, x, mask=None):
        """Repeat the mask by an expansion."""
        n, length, _ = x.shape
        if mask is not None:
            mask = mask.expand(n, length, length)[:, None].expand(-1, self.n_heads, -1, -1)
            mask = (
                torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -torch.inf).flatten(0, 1)
            )
        y = self.norm1(self.self_attn(x, x, x, attn_mask=mask, need_weights=False)[0] + x)
        return self.norm2(self.linear2(self.activation(self.linear1(y))) + y)


class EncoderBlock_by_sentence(torch.nn.Module):
    """Treat the sentences one by one."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1, self.norm2 = torch.nn.LayerNorm(d_model), torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """A mask of two dimensions holds for all heads of one sentence."""
        sentences = []
        for index, words in enumerate(x):
            own = None
            if mask is not None:
                own = ~(mask if mask.ndim == 2 else mask[index]).expand(len(words), len(words))
            y = self.norm1(words + self.self_attn(words, words, words, attn_mask=own)[0])
            hidden = torch.nn.functional.relu(self.linear1(y))
            sentences.append(self.norm2(y + self.linear2(hidden)))
        return torch.stack(sentences)


class EncoderBlock_from_scratch(torch.nn.Module):
    """Use PyTorch's attention for its parameters only."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.n_heads = n_heads
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)

    def forward(self, x, mask=None):
        """Project, cut, attend, join."""
        n, length, d = x.shape
        attention = self.self_attn
        qkv = x @ attention.in_proj_weight.T + attention.in_proj_bias
        q, k, v = qkv.view(n, length, 3, self.n_heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.mT / q.shape[-1] ** 0.5
        if mask is not None:
            scores = scores.masked_fill(~mask.unsqueeze(-3), -torch.inf)
        joined = (scores.softmax(-1) @ v).transpose(1, 2).reshape(n, length, d)
        y = self.norm1(x + attention.out_proj(joined))
        return self.norm2(y + self.linear2(self.linear1(y).clamp(min=0)))
