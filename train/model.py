"""The network: six BERT layers with a casing embedding, and heads for trees, tags and names.

Every linear layer here has one int8 matrix in the exported file (see export.py); names and shapes
follow the tensors there, so that export is a plain walk over the modules.
"""

import random

import torch
import torch.nn.functional as F
from torch import nn

HIDDEN, LAYERS, ATTENTION_HEADS, FFN, POSITIONS, SHAPES = 384, 6, 12, 1536, 512, 10
ARC, LABEL, TAG = 256, 128, 128
LN_EPS = 1e-12  # as in BERT
KINDS = ["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "EVENT", "PRODUCT", "MISC"]
TAGS = ["O"] + [f"{bi}-{kind}" for kind in KINDS for bi in "BI"]
HEAD_PARTS = [ARC, ARC, LABEL, LABEL, TAG, TAG, TAG]


class Drop(nn.Module):
    """Dropout from a long ready-made mask read at a random offset: drawing bits is slow on a CPU."""

    LENGTH = 1 << 23

    def __init__(self, p):
        super().__init__()
        self.p = p
        keep = (torch.rand(self.LENGTH) >= p).to(torch.bfloat16) / (1 - p)
        self.register_buffer("mask", keep, persistent=False)

    def factors(self, x):
        """Random factors (0 or 1/(1-p)) of the shape of x; None when nothing is to be dropped."""
        if not self.training or x.numel() >= self.LENGTH:
            return None
        at = random.randrange(self.LENGTH - x.numel())
        return self.mask[at : at + x.numel()].view(x.shape)

    def forward(self, x):
        factors = self.factors(x)
        return x if factors is None else x * factors.to(x.dtype)


class Layer(nn.Module):
    """One post-LN BERT layer."""

    def __init__(self, drop):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.ln1 = nn.LayerNorm(HIDDEN, eps=LN_EPS)
        self.up = nn.Linear(HIDDEN, FFN)
        self.down = nn.Linear(FFN, HIDDEN)
        self.ln2 = nn.LayerNorm(HIDDEN, eps=LN_EPS)
        self.drop = drop

    def attend(self, x, mask):
        """x [B,T,H]; mask [B*heads,1,T] is 0 on pieces and -1e4 on padding."""
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4).flatten(1, 2)
        scores = torch.baddbmm(mask.to(q.dtype), q, k.transpose(1, 2), alpha=q.shape[-1] ** -0.5)
        mixed = scores.softmax(-1).to(v.dtype) @ v
        return mixed.view(b, ATTENTION_HEADS, t, -1).transpose(1, 2).reshape(b, t, -1)

    def forward(self, x, mask):
        return self.run(x, mask, self.drop.factors(x), self.drop.factors(x))

    def run(self, x, mask, drop1, drop2):
        """The layer with ready dropout factors (this is what gets compiled for training)."""
        y = self.out(self.attend(x, mask))
        x = self.ln1(x + (y if drop1 is None else y * drop1))
        y = self.down(F.gelu(self.up(x)))
        return self.ln2(x + (y if drop2 is None else y * drop2))


class Parser(nn.Module):
    """Encoder and heads. `labels` holds the lists upos, xpos and deprel in index order."""

    def __init__(self, vocab_size, labels, dropout=0.1, head_dropout=0.33):
        super().__init__()
        self.labels = labels
        self.word = nn.Embedding(vocab_size, HIDDEN)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.embed_ln = nn.LayerNorm(HIDDEN, eps=LN_EPS)
        self.drop = Drop(dropout)
        self.head_drop = Drop(head_dropout)
        self.layers = nn.ModuleList(Layer(self.drop) for _ in range(LAYERS))
        self.heads_in = nn.Linear(2 * HIDDEN, sum(HEAD_PARTS))
        self.arc_matrix = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.label_tensor = nn.Parameter(torch.zeros(len(labels["deprel"]), LABEL + 1, LABEL + 1))
        self.upos = nn.Linear(TAG, len(labels["upos"]))
        self.xpos = nn.Linear(TAG, len(labels["xpos"]))
        self.names = nn.Linear(TAG, len(TAGS))
        nn.init.xavier_uniform_(self.arc_matrix)
        nn.init.normal_(self.label_tensor, std=0.02)

    def encode(self, batch):
        """Pieces to vectors [B,T,H]."""
        pieces = batch["pieces"]
        places = torch.arange(pieces.shape[1])
        x = self.word(pieces) + self.position(places) + self.shape(batch["shapes"])
        x = self.drop(self.embed_ln(x))
        mask = ((pieces == 0) * -1e4).repeat_interleave(ATTENTION_HEADS, 0)[:, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def head_vectors(self, x, batch):
        """The seven projections of every row; row 0 of a sentence is the root ([CLS])."""
        take = lambda places: x.gather(1, places[:, :, None].expand(-1, -1, HIDDEN))
        h = torch.cat([take(batch["first"]), take(batch["last"])], -1)
        h = self.head_drop(F.relu(self.heads_in(self.head_drop(h))))
        return h.split(HEAD_PARTS, -1)

    def arcs(self, dep, head):
        """Scores [B,W,W+1] of every word against every head, from dep rows 1.. and all head rows."""
        return dep[:, 1:] @ (head @ self.arc_matrix.T).transpose(1, 2) + (head @ self.arc_bias)[:, None, :]

    def label_scores(self, dep, head):
        """Scores [N,L] for N pairs of label vectors [N,128]."""
        one = dep.new_ones(len(dep), 1)
        left, right = torch.cat([dep, one], 1), torch.cat([head, one], 1)
        n, width = len(self.label_tensor), LABEL + 1
        mixed = (left @ self.label_tensor.permute(1, 0, 2).reshape(width, -1)).view(-1, n, width)
        return (mixed @ right[:, :, None]).squeeze(-1)

    def forward(self, batch):
        parts = self.head_vectors(self.encode(batch), batch)
        arc_dep, arc_head, label_dep, label_head, upos, xpos, names = parts
        return {
            "arcs": self.arcs(arc_dep, arc_head),
            "label_dep": label_dep,
            "label_head": label_head,
            "upos": self.upos(upos[:, 1:]),
            "xpos": self.xpos(xpos[:, 1:]),
            "names": self.names(names[:, 1:]),
        }


def bert_weights(model, path, rows):
    """Fill the encoder from a BERT file; `rows` are the word pieces kept, in their new order."""
    from safetensors.torch import load_file

    old = load_file(path)
    model.word.weight.data = old["embeddings.word_embeddings.weight"][rows].clone()
    token_type = old["embeddings.token_type_embeddings.weight"][0]
    model.position.weight.data = old["embeddings.position_embeddings.weight"] + token_type
    copy(model.embed_ln, old, "embeddings.LayerNorm")
    for i, layer in enumerate(model.layers):
        base = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            parts = [old[f"{base}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
            getattr(layer.qkv, kind).data = torch.cat(parts)
        copy(layer.out, old, base + "attention.output.dense")
        copy(layer.ln1, old, base + "attention.output.LayerNorm")
        copy(layer.up, old, base + "intermediate.dense")
        copy(layer.down, old, base + "output.dense")
        copy(layer.ln2, old, base + "output.LayerNorm")


def copy(module, old, name):
    """Copy weight and bias of one module from a BERT state."""
    module.weight.data = old[name + ".weight"].clone()
    module.bias.data = old[name + ".bias"].clone()
