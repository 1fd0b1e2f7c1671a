"""The exported model in the arithmetic the engine uses: int8 weights by row, int8 activations by token.

Same calls as model.Parser, so that score.py measures what ships.
"""

import json

import torch
import torch.nn.functional as F
from safetensors import safe_open

from model import ATTENTION_HEADS, HEAD_PARTS, HIDDEN, LAYERS, LN_EPS


def quantise_rows(x):
    """int8 rows and their scales: the largest absolute value becomes 127."""
    scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
    return (x / scale).round().clamp(-127, 127).to(torch.int8), scale


def put_linear(out, name, weight, bias=None):
    """One int8 matrix with its row scales, and its bias."""
    out[name], scale = quantise_rows(weight)
    out[name + ".scale"] = scale.squeeze(-1)
    if bias is not None:
        out[name + ".bias"] = bias


def put_norm(out, name, norm):
    out[name + ".weight"], out[name + ".bias"] = norm.weight, norm.bias


def put_layer(out, i, layer):
    """The tensors of layer `i` of an encoder."""
    for name in ("qkv", "out", "up", "down"):
        linear = getattr(layer, name)
        put_linear(out, f"layer.{i}.{name}", linear.weight, linear.bias)
    put_norm(out, f"layer.{i}.ln1", layer.ln1)
    put_norm(out, f"layer.{i}.ln2", layer.ln2)


class Int8Linear:
    """y = scale_w * scale_x * (W_q x_q) + bias, summed in 32-bit integers."""

    def __init__(self, tensors, name, bias=True):
        self.weight = tensors[name].t().contiguous()
        self.scale = tensors[name + ".scale"]
        self.bias = tensors[name + ".bias"] if bias else 0.0

    def __call__(self, x):
        q, scale = quantise_rows(x.reshape(-1, x.shape[-1]))
        y = torch._int_mm(q, self.weight).float() * scale * self.scale + self.bias
        return y.view(*x.shape[:-1], -1)


class Int8Parser:
    """Reads weights.safetensors and answers like model.Parser."""

    def __init__(self, path):
        with safe_open(path, "pt") as file:
            self.config = json.loads(file.metadata()["config"])
            self.t = {k: file.get_tensor(k) for k in file.keys()}
        self.labels = {k: self.config[k] for k in ("upos", "xpos", "deprel")}
        self.linear = {
            k.removesuffix(".scale"): Int8Linear(self.t, k.removesuffix(".scale"), k != "arc.A.scale")
            for k in self.t
            if k.endswith(".scale") and k != "word.scale"
        }
        self.label_tensor = self.t["label.U"].float()

    def norm(self, x, name):
        return F.layer_norm(x, (HIDDEN,), self.t[name + ".weight"], self.t[name + ".bias"], LN_EPS)

    def layer(self, x, i, mask):
        b, t, _ = x.shape
        q, k, v = self.linear[f"layer.{i}.qkv"](x).view(b, t, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5 + mask).softmax(-1)
        mixed = (weights @ v).transpose(1, 2).reshape(b, t, -1)
        x = self.norm(x + self.linear[f"layer.{i}.out"](mixed), f"layer.{i}.ln1")
        inner = F.gelu(self.linear[f"layer.{i}.up"](x))
        return self.norm(x + self.linear[f"layer.{i}.down"](inner), f"layer.{i}.ln2")

    def encode(self, batch):
        pieces = batch["pieces"]
        word = self.t["word"][pieces].float() * self.t["word.scale"][pieces][..., None]
        x = word + self.t["position"][: pieces.shape[1]] + self.t["shape"][batch["shapes"]]
        x = self.norm(x, "embed_ln")
        mask = (pieces == 0)[:, None, None, :] * -1e4
        for i in range(LAYERS):
            x = self.layer(x, i, mask)
        return x

    def __call__(self, batch):
        x = self.encode(batch)
        take = lambda places: x.gather(1, places[:, :, None].expand(-1, -1, HIDDEN))
        h = torch.cat([take(batch["first"]), take(batch["last"])], -1)
        parts = F.relu(self.linear["heads.in"](h)).split(HEAD_PARTS, -1)
        arc_dep, arc_head, label_dep, label_head, upos, xpos, names = parts
        tag = lambda rows, name: rows[:, 1:] @ self.t[name + ".w"].T + self.t[name + ".b"]
        mixed = self.linear["arc.A"](arc_head)
        return {
            "arcs": arc_dep[:, 1:] @ mixed.transpose(1, 2) + (arc_head @ self.t["arc.a"])[:, None, :],
            "label_dep": label_dep,
            "label_head": label_head,
            "upos": tag(upos, "upos"),
            "xpos": tag(xpos, "xpos"),
            "names": tag(names, "names"),
        }

    def label_scores(self, dep, head):
        """Scores [N,L] for N pairs of label vectors."""
        one = dep.new_ones(len(dep), 1)
        left, right = torch.cat([dep, one], 1), torch.cat([head, one], 1)
        return torch.einsum("ni,lij,nj->nl", left, self.label_tensor, right)
