"""Other right implementations of `MultiHeadAttention`: its suite must accept each of them."""

import torch


class MultiHeadAttention_by_head(torch.nn.Module):
    """Attend with each head in turn, on slices; return a list."""

    def __init__(self, d_model, n_heads):
        """Start from ones: initial values are free."""
        super().__init__()
        self.h = n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.ones(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.ones(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Concatenate the outputs of the heads."""
        d = query.shape[-1]
        q = query @ self.in_proj_weight[:d].T + self.in_proj_bias[:d]
        k = key @ self.in_proj_weight[d : 2 * d].T + self.in_proj_bias[d : 2 * d]
        v = value @ self.in_proj_weight[2 * d :].T + self.in_proj_bias[2 * d :]
        outputs, weights = [], []
        for start in range(0, d, d // self.h):
            own = slice(start, start + d // self.h)
            scores = q[..., own] @ k[..., own].mT * (d // self.h) ** -0.5
            if mask is not None:
                scores = scores.masked_fill(mask.logical_not(), -torch.inf)
            weights.append(torch.nan_to_num(scores.softmax(dim=-1)))
            outputs.append(weights[-1] @ v[..., own])
        return [self.out_proj(torch.cat(outputs, dim=-1)), torch.stack(weights, dim=1)]


class MultiHeadAttention_with_einsum(torch.nn.Module):
    """Name the dimensions; mask the exponentials."""

    def __init__(self, d_model, n_heads):
        """Refuse what cannot be cut."""
        super().__init__()
        if d_model % n_heads:
            raise ValueError("d_model is not a multiple of n_heads")
        self.n_heads = n_heads
        self.register_parameter(
            "in_proj_weight", torch.nn.Parameter(torch.randn(3, d_model, d_model).flatten(0, 1))
        )
        self.register_parameter("in_proj_bias", torch.nn.Parameter(torch.randn(3 * d_model)))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Sum over named dimensions."""
        d = query.shape[-1]
        weight = self.in_proj_weight.reshape(3, self.n_heads, -1, d)
        bias = self.in_proj_bias.reshape(3, 1, self.n_heads, 1, -1)
        q, k, v = (
            torch.einsum("nld,hcd->nhlc", x, weight[i]) + bias[i]
            for i, x in enumerate((query, key, value))
        )
        scores = torch.einsum("nhlc,nhsc->nhls", q, k) / q.shape[-1] ** 0.5
        powers = torch.exp(scores - scores.amax(dim=-1, keepdim=True))
        if mask is not None:
            powers = powers * (mask[None] if mask.ndim == 2 else mask)[:, None]
        total = powers.sum(dim=-1, keepdim=True)
        weights = powers / torch.where(total > 0, total, 1)
        output = self.out_proj.weight.reshape(d, self.n_heads, -1)
        joined = torch.einsum("nhls,nhsc,ohc->nlo", weights, v, output)
        return joined + self.out_proj.bias, weights


class MultiHeadAttention_with_torch_attention(torch.nn.Module):
    """Let PyTorch attend, then compute the weights apart."""

    def __init__(self, d_model, n_heads):
        """Create the parameters."""
        super().__init__()
        self.n_heads = n_heads
        self.in_proj_weight = torch.nn.Parameter(torch.randn(3 * d_model, d_model))
        self.in_proj_bias = torch.nn.Parameter(torch.zeros(3 * d_model))
        self.out_proj = torch.nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        """Attend to an identity matrix to read the weights."""
        functional = torch.nn.functional
        heads = []
        for x, w, b in zip(
            (query, key, value),
            self.in_proj_weight.chunk(3),
            self.in_proj_bias.chunk(3),
            strict=True,
        ):
            heads.append(torch.stack(functional.linear(x, w, b).chunk(self.n_heads, -1), 1))
        q, k, v = heads
        allowed = None if mask is None else mask.unsqueeze(-3).expand(*q.shape[:-1], k.shape[-2])
        one_hot = torch.eye(k.shape[-2], dtype=q.dtype, device=q.device).expand(*v.shape[:-1], -1)
        output = functional.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
        weights = functional.scaled_dot_product_attention(q, k, one_hot, attn_mask=allowed)
        if allowed is not None:  # whatever this version of PyTorch makes of a row without keys
            some = allowed.any(dim=-1, keepdim=True)
            output, weights = torch.where(some, output, 0.0), torch.where(some, weights, 0.0)
        return self.out_proj(torch.cat(output.unbind(1), dim=-1)), weights
