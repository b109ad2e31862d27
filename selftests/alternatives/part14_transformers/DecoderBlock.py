"""Other right implementations of `DecoderBlock`: its suite must accept each of them."""

import torch


class DecoderBlock_with_float_masks(torch.nn.Module):
    """Add minus infinity to the scores; let PyTorch draw the triangle."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers in another order."""
        super().__init__()
        for name in ("norm3", "norm2", "norm1"):
            setattr(self, name, torch.nn.LayerNorm(d_model))
        for name in ("multihead_attn", "self_attn"):
            attention = torch.nn.MultiheadAttention(d_model, n_heads, 0.0, batch_first=True)
            setattr(self, name, attention)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.n_heads = n_heads

    def forward(self, x, memory, memory_mask=None):
        """Write the sums the other way round."""
        n, length, _ = x.shape
        future = torch.full((length, length), -torch.inf, dtype=x.dtype, device=x.device).triu(1)
        if memory_mask is not None:
            hidden = ~memory_mask.expand(n, length, memory.shape[1])
            hidden = hidden[:, None].expand(-1, self.n_heads, -1, -1).flatten(0, 1)
            memory_mask = torch.zeros_like(hidden, dtype=x.dtype).masked_fill(hidden, -torch.inf)
        x = self.norm1(self.self_attn(x, x, x, attn_mask=future, need_weights=False)[0] + x)
        x = self.norm2(self.multihead_attn(x, memory, memory, attn_mask=memory_mask)[0] + x)
        return self.norm3(self.linear2(torch.nn.functional.relu(self.linear1(x))) + x)


class DecoderBlock_by_position(torch.nn.Module):
    """Give each position only what it may see: no causal mask at all."""

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
        """Write the positions one after the other, the sentences too."""
        n, length, _ = x.shape
        if memory_mask is not None:
            memory_mask = memory_mask.expand(n, length, memory.shape[1])
        sentences = []
        for i in range(n):
            words = []
            for t in range(length):
                query, past = x[i, t : t + 1], x[i, : t + 1]
                y = self.norm1(query + self.self_attn(query, past, past)[0])
                hidden = None if memory_mask is None else ~memory_mask[i, t : t + 1]
                source = self.multihead_attn(y, memory[i], memory[i], attn_mask=hidden)[0]
                z = self.norm2(y + source)
                words.append(self.norm3(z + self.linear2(self.linear1(z).relu())))
            sentences.append(torch.cat(words))
        return torch.stack(sentences)


class DecoderBlock_with_pytorchs_mask(torch.nn.Module):
    """Ask PyTorch for the causal mask, and for no weights."""

    def __init__(self, d_model, n_heads, d_ff):
        """Create the layers."""
        super().__init__()
        self.n_heads = n_heads
        self.self_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.multihead_attn = torch.nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.linear1 = torch.nn.Linear(d_model, d_ff)
        self.linear2 = torch.nn.Linear(d_ff, d_model)
        self.norm1 = torch.nn.LayerNorm(d_model)
        self.norm2 = torch.nn.LayerNorm(d_model)
        self.norm3 = torch.nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask=None):
        """Keep a mask of two dimensions as it is, repeat the others for each head."""
        length, s = x.size(1), memory.size(1)
        draw = torch.nn.Transformer.generate_square_subsequent_mask
        future = draw(length, device=x.device, dtype=x.dtype)
        y = self.self_attn(x, x, x, attn_mask=future, need_weights=False)[0]
        y = self.norm1(x + y)
        hidden = None if memory_mask is None else memory_mask.logical_not()
        if hidden is not None and hidden.dim() == 3:
            hidden = hidden.expand(-1, length, s).repeat_interleave(self.n_heads, 0)
        z = self.multihead_attn(y, memory, memory, attn_mask=hidden, need_weights=False)[0]
        z = self.norm2(y + z)
        return self.norm3(z + self.linear2(self.linear1(z).clamp(min=0)))
