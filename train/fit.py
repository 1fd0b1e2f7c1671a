"""Train the model: `python fit.py DATA OUT --minutes 40`. Writes OUT/model.pt."""

import argparse
import os
import time

import torch
import torch.nn.functional as F

from data import (
    OWN,
    Coder,
    Stream,
    base_folder,
    base_pieces,
    label_lists,
    training_sentences,
)
from known_names import Gazetteer
from model import LAYERS, TAGS, Parser, bert_weights
from score import dev_sets, report
from teach import teach

ENCODER_RATE, DEPTH_DECAY, HEAD_RATE, WARM_UP = 2.5e-4, 0.9, 2e-3, 0.06
WEIGHTS = {"arcs": 1.0, "labels": 1.0, "upos": 0.5, "xpos": 0.4, "names": 1.2}


def tree_losses(model, out, batch):
    """Summed losses of heads and of labels on the gold heads."""
    heads = batch["heads"]
    columns = torch.arange(out["arcs"].shape[2])[None, None, :] > batch["words"][:, None, None]
    arcs = out["arcs"].float().masked_fill(columns, -1e4)
    known = (heads >= 0).nonzero(as_tuple=True)
    rows, words = known
    gold = heads[known]
    labels = model.label_scores(out["label_dep"][rows, words + 1], out["label_head"][rows, gold])
    return {
        "arcs": F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), reduction="sum"),
        "labels": F.cross_entropy(labels.float(), batch["deprel"][known], reduction="sum"),
    }


def names_loss(scores, allow):
    """Minus the log of the summed probability of the allowed tags; ANY (padding too) gives nothing."""
    open_tags = (allow[:, :, None] >> torch.arange(len(TAGS))) & 1 > 0
    log_p = scores.float().log_softmax(-1)
    return -log_p.masked_fill(~open_tags, -1e4).logsumexp(-1).clamp(max=0).sum()


def loss_of(model, batch):
    """Loss of a batch, a mean over its words."""
    out = model(batch)
    losses = tree_losses(model, out, batch) if (batch["heads"] >= 0).any() else {}
    for kind in ("upos", "xpos"):
        losses[kind] = F.cross_entropy(
            out[kind].float().flatten(0, 1), batch[kind].flatten(), reduction="sum"
        )
    losses["names"] = names_loss(out["names"], batch["allow"])
    return sum(WEIGHTS[k] * v for k, v in losses.items()) / batch["words"].sum()


def parameter_groups(model):
    """AdamW groups: lower layers learn more slowly; no decay on vectors."""
    groups = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        parts = name.split(".")
        depth = int(parts[1]) if parts[0] == "layers" else -1
        encoder = parts[0] in ("layers", "position", "embed_ln")
        rate = ENCODER_RATE * DEPTH_DECAY ** (LAYERS - 1 - depth) if encoder else HEAD_RATE
        decay = 0.01 if p.dim() > 1 else 0.0
        groups.setdefault((rate, decay), []).append(p)
    return [
        {"params": ps, "lr": rate, "weight_decay": decay, "base": rate}
        for (rate, decay), ps in groups.items()
    ]


def rate_at(progress):
    """Share of the full learning rate: linear warm-up, linear decay."""
    return min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP))


class Average:
    """The mean of the weights over the last part of training, taken every few steps."""

    def __init__(self, since=0.85, every=4):
        self.state, self.count, self.since, self.every = None, 0, since, every

    def update(self, model, step, progress):
        if progress < self.since or step % self.every:
            return
        self.count += 1
        if self.state is None:
            self.state = {k: v.clone() for k, v in model.state_dict().items()}
        for k, v in model.state_dict().items():
            self.state[k].lerp_(v, 1 / self.count)


def train(model, stream, minutes, log):
    """Train for a number of minutes; returns the mean of the last weights."""
    groups = parameter_groups(model)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    weights = [p for g in groups for p in g["params"]]
    average, started, seen, total = Average(), time.time(), 0, 0.0
    for step, batch in enumerate(stream, 1):
        progress = (time.time() - started) / (60 * minutes)
        if progress >= 1:
            return average
        for g in optimizer.param_groups:
            g["lr"] = g["base"] * rate_at(progress)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(model, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 2.0)
        optimizer.step()
        average.update(model, step, progress)
        seen, total = seen + int((batch["pieces"] > 0).sum()), total + loss.item()
        if step % 50 == 0:
            log(f"{step} {progress:.3f} loss {total / 50:.3f} {seen / (time.time() - started):.0f} pieces/s")
            total = 0.0


def start_from(model, path):
    """Take over the weights of an earlier run with the same labels."""
    saved = torch.load(path, weights_only=False)
    assert saved["labels"] == model.labels, "other label lists"
    model.load_state_dict(saved["state"])


def save(path, model, pieces, state):
    torch.save({"labels": model.labels, "pieces": pieces.pieces, "state": state}, path)


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--minutes", type=float, default=40)
    args.add_argument("--pieces", type=int, default=1000, help="pieces in a batch")
    args.add_argument("--own", default=OWN, help="folder of our own marked sentences")
    args.add_argument("--with-dev", action="store_true", help="train on EWT dev too")
    args.add_argument("--teacher", help="model.pt of an earlier run, to settle unknown names")
    args.add_argument(
        "--compile", action="store_true", help="compile the layers (a minute; a quarter faster)"
    )
    args.add_argument("--init", help="model.pt to start from instead of the base encoder")
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    os.makedirs(args.out, exist_ok=True)
    gazetteer = Gazetteer(args.data)
    pieces, rows = base_pieces()
    sentences = training_sentences(args.data, gazetteer, args.own, args.with_dev)
    if args.teacher:
        sentences = teach(sentences, args.data, args.teacher)
    model = Parser(len(rows), label_lists(sentences))
    bert_weights(model, os.path.join(base_folder(), "model.safetensors"), rows)
    if args.init:
        start_from(model, args.init)
    if args.compile:
        for layer in model.layers:
            layer.run = torch.compile(layer.run, dynamic=True)
    coder = Coder(pieces, model.labels)
    log = lambda text: print(text, flush=True)
    log(f"{len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words, {len(rows)} pieces kept")
    average = train(
        model.train(), Stream(sentences, coder, gazetteer, args.pieces, args.seed), args.minutes, log
    )
    save(os.path.join(args.out, "last.pt"), model, pieces, model.state_dict())
    save(os.path.join(args.out, "model.pt"), model, pieces, average.state)
    for state in (model.state_dict(), average.state):
        model.load_state_dict(state)
        log(report(model.eval(), coder, dev_sets(args.data, gazetteer)))


if __name__ == "__main__":
    main()
