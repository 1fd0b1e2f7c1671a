"""The event head: own layers beside the upper layers of the shared encoder, and what is read off them.

The shared encoder runs as far as layer `since`; the own layers go on from there, apart from those that serve
tags and trees, which stay as they are.
"""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import torch
import torch.nn.functional as F
from torch import nn

from marks import MODE_NAMES, ROLES, STATUSES, TYPES
from model import HIDDEN, LAYERS, Drop, Layer

TYPE, STATUS, LINK = 128, 64, 128
PARTS = [TYPE, STATUS, LINK, LINK]
GAIN = 16.0  # the encoder's vectors are small (0.05); export.py puts the factor into the weights


class EventHead(nn.Module):
    """`since`: layers of the shared encoder below; `layers`: own layers; `both`: read the shared top too."""

    def __init__(self, since=3, layers=3, both=True, dropout=0.1, head_dropout=0.33):
        super().__init__()
        self.since, self.both = since, both
        self.drop, self.head_drop = Drop(dropout), Drop(head_dropout)
        self.layers = nn.ModuleList(Layer(self.drop) for _ in range(layers))
        self.heads_in = nn.Linear((4 if both else 2) * HIDDEN, sum(PARTS))
        self.kind = nn.Linear(TYPE, len(TYPES) + 1)
        self.mode = nn.Linear(TYPE, len(MODE_NAMES))
        self.status = nn.Linear(STATUS, len(STATUSES))
        self.link = nn.Parameter(torch.zeros(len(ROLES), LINK + 1, LINK + 1))
        nn.init.normal_(self.link, std=0.02)
        # Most words trigger nothing and most pairs are not linked: begin there.
        self.kind.bias.data[0] = 4.0
        self.link.data[:, LINK, LINK] = -4.0

    def forward(self, middle, top, mask, first, last):
        """Word rows: type, mode and status scores [B,W,*] and the two link vectors [B,W,LINK]."""
        x = middle
        for layer in self.layers:
            x = layer(x, mask)
        take = lambda y, places: y.gather(1, places[:, :, None].expand(-1, -1, HIDDEN))
        states = [take(x, first), take(x, last)]
        if self.both:
            states += [take(top, first).to(x.dtype), take(top, last).to(x.dtype)]
        h = self.head_drop(torch.cat(states, -1) * GAIN)
        kind, status, trigger, party = self.heads_in(h).split(PARTS, -1)
        # No ReLU before the bilinear scores: its units die in long training, and all triggers look alike.
        kind, status = self.head_drop(F.relu(kind)), self.head_drop(F.relu(status))
        trigger, party = self.head_drop(trigger), self.head_drop(party)
        return {
            "kind": self.kind(kind),
            "mode": self.mode(kind),
            "status": self.status(status),
            "trigger": trigger,
            "party": party,
        }

    def links(self, trigger, party):
        """Scores [N,roles,W] of N trigger vectors [N,LINK] against the words [N,W,LINK] of their sentences."""
        one = lambda x: torch.cat([x, x.new_ones(*x.shape[:-1], 1)], -1)
        mixed = torch.einsum("ni,rij->nrj", one(trigger), self.link.to(trigger.dtype))
        return mixed @ one(party).transpose(1, 2)


class Shared(nn.Module):
    """The shipped encoder in floating point, never trained here."""

    def __init__(self, tensors):
        super().__init__()
        t = {k: v for k, v in tensors.items()}
        deq = lambda name: t[name].float() * t[name + ".scale"][:, None]
        self.word = nn.Embedding.from_pretrained(deq("word"))
        self.position = nn.Embedding.from_pretrained(t["position"].float())
        self.shape = nn.Embedding.from_pretrained(t["shape"].float())
        self.embed_ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        fill(self.embed_ln, t, "embed_ln")
        drop = Drop(0.0)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        for i, layer in enumerate(self.layers):
            copy_layer(layer, t, i)
        self.requires_grad_(False)
        self.eval()

    def forward(self, pieces, shapes, mask, since, top=True):
        """The vectors after layer `since` and, where asked for, those of the top."""
        places = torch.arange(pieces.shape[1])
        x = self.embed_ln(self.word(pieces) + self.position(places) + self.shape(shapes))
        middle = x
        for i, layer in enumerate(self.layers):
            if i == since:
                middle = x
                if not top:
                    return middle, None
            x = layer(x, mask)
        return middle, x


def fill(norm, t, name):
    norm.weight.data, norm.bias.data = t[name + ".weight"].float().clone(), t[name + ".bias"].float().clone()


def copy_layer(layer, t, i):
    """A layer from the int8 file, dequantised."""
    for name in ("qkv", "out", "up", "down"):
        linear = getattr(layer, name)
        base = f"layer.{i}.{name}"
        linear.weight.data = t[base].float() * t[base + ".scale"][:, None]
        linear.bias.data = t[base + ".bias"].float().clone()
    fill(layer.ln1, t, f"layer.{i}.ln1")
    fill(layer.ln2, t, f"layer.{i}.ln2")
