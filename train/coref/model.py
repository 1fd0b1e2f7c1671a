"""The network: which earlier mention a candidate continues, if any, and what kind of thing it is."""
import torch
from torch import nn

PROJECTED, HIDDEN, DOT = 64, 64, 16


class Network(nn.Module):
    def __init__(self, one, two, width, dropout=0.3, chain=9):
        super().__init__()
        self.chain = chain
        self.offset_one = torch.tensor([sum(one[:k]) for k in range(len(one))])
        self.offset_two = torch.tensor([sum(two[:k]) for k in range(len(two))])
        bag = lambda n, w: nn.EmbeddingBag(n, w, mode="sum")
        self.project = nn.Linear(width, PROJECTED)
        self.left, self.right = nn.Linear(3 * PROJECTED, HIDDEN), nn.Linear(3 * PROJECTED, HIDDEN, bias=False)
        self.own = nn.Linear(3 * PROJECTED, HIDDEN)
        self.left_one, self.right_one, self.own_one = (bag(sum(one), HIDDEN) for _ in range(3))
        self.two = bag(sum(two), HIDDEN)
        self.dot_left, self.dot_right = nn.Linear(3 * PROJECTED, DOT, bias=False), nn.Linear(3 * PROJECTED, DOT, bias=False)
        self.score, self.none, self.kind = nn.Linear(HIDDEN, 1, bias=False), nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, 5)
        self.drop = nn.Dropout(dropout)
        for e in (self.left_one, self.right_one, self.own_one, self.two):
            nn.init.normal_(e.weight, std=0.02)

    def forward(self, doc, two=None):
        word = self.project(doc.x)
        total = torch.cat([torch.zeros(1, PROJECTED), word.cumsum(0)])
        mean = (total[doc.last_t + 1] - total[doc.first_t]) / (doc.last_t + 1 - doc.first_t).unsqueeze(1)
        above = word[doc.above_t.clamp(min=0)] * (doc.above_t >= 0).unsqueeze(1)
        p = self.drop(torch.cat([word[doc.head_t], mean, above], 1))
        one = doc.one_t + self.offset_one
        own = self.drop(torch.relu(self.own(p) + self.own_one(one)))
        left, right = self.left(p) + self.left_one(one), self.right(p) + self.right_one(one)
        two = (doc.two_t if two is None else two) + self.offset_two
        hidden = left[doc.i_t] + right[doc.j_t] + self.two(two[:, :-self.chain])
        chain = nn.functional.embedding_bag(two[:, -self.chain:], self.two.weight, mode="sum")
        if self.training:  # the gold chains of training are better than those found: do not lean on them alone
            chain = chain * (torch.rand(len(chain), 1) > 0.2)
        hidden = hidden + chain
        pair = self.score(self.drop(torch.relu(hidden))).squeeze(1)
        a, b = self.dot_left(p), self.dot_right(p)
        pair = pair + (a[doc.i_t] * b[doc.j_t]).sum(1)
        return pair, self.none(own).squeeze(1), self.kind(own)
