"""Write the model for the engine: `python export.py MODEL.pt OUT [--reference FILE]`.

OUT gets weights.safetensors and vocab.txt. The reference holds a few sentences with the pieces,
shapes and decoded output of the int8 arithmetic, so that the engine can be tested against it.
"""

import argparse
import json
import os

import torch
from safetensors.torch import save_file

from int8 import put_layer, put_linear, put_norm, quantise_rows
from model import ARC, ATTENTION_HEADS, FFN, HIDDEN, LABEL, LAYERS, POSITIONS, TAG, TAGS
from score import load, predict
from sentence import Sentence

REFERENCE = [
    "On Tuesday , Kenyan President William Ruto met Ursula von der Leyen in Brussels .",
    "The U.S. Treasury 's sanctions do n't cover grain , three diplomats told Reuters on 12 March 2024 .",
    'MINISTER DENIES REPORT : " We never signed anything with Gazprom , " Péter Szijjártó said .',
]


def tensors_of(model):
    """All tensors of the exported file."""
    out = {"position": model.position.weight, "shape": model.shape.weight}
    out["word"], scale = quantise_rows(model.word.weight)
    out["word.scale"] = scale.squeeze(-1)
    put_norm(out, "embed_ln", model.embed_ln)
    for i, layer in enumerate(model.layers):
        put_layer(out, i, layer)
    put_linear(out, "heads.in", model.heads_in.weight, model.heads_in.bias)
    put_linear(out, "arc.A", model.arc_matrix)
    out["arc.a"], out["label.U"] = model.arc_bias, model.label_tensor
    for name in ("upos", "xpos", "names"):
        linear = getattr(model, name)
        out[name + ".w"], out[name + ".b"] = linear.weight, linear.bias
    return {name: tensor.detach().clone().contiguous() for name, tensor in out.items()}


def config_of(labels):
    """The one metadata entry of the file."""
    sizes = {
        "hidden": HIDDEN,
        "layers": LAYERS,
        "heads": ATTENTION_HEADS,
        "ffn": FFN,
        "max_positions": POSITIONS,
        "arc_dim": ARC,
        "label_dim": LABEL,
        "tag_dim": TAG,
    }
    return json.dumps({**sizes, **labels, "names": TAGS})


def reference(folder):
    """Sentences with input ids and int8 output."""
    model, coder = load(folder)
    sentences = [Sentence(text.split(), "reference") for text in REFERENCE]
    rows = []
    for s, got in zip(sentences, predict(model, coder, sentences)):
        ids, shapes, first, last = coder.inputs(s.words)
        label = lambda kind: [model.labels[kind][i] for i in got[kind]]
        names = [[a, b, kind] for a, b, kind in got["names"]]
        rows.append(
            {
                "words": s.words,
                "pieces": ids,
                "shapes": shapes,
                "first": first,
                "last": last,
                "heads": got["heads"],
                "deprel": label("deprel"),
                "upos": label("upos"),
                "xpos": label("xpos"),
                "names": names,
            }
        )
    return rows


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("model")
    args.add_argument("out")
    args.add_argument("--reference")
    args = args.parse_args()
    model, coder = load(args.model)
    os.makedirs(args.out, exist_ok=True)
    path = os.path.join(args.out, "weights.safetensors")
    save_file(tensors_of(model), path, metadata={"config": config_of(model.labels)})
    with open(os.path.join(args.out, "vocab.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(coder.pieces.pieces) + "\n")
    print(f"{os.path.getsize(path) / 1e6:.1f} MB")
    if args.reference:
        with open(args.reference, "w", encoding="utf-8") as file:
            lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in reference(args.out))
            file.write(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
