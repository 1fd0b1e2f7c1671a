"""Write a trained event head for the engine: `python export.py HEAD.pt OUT.safetensors`."""

import json
import os
import sys

import torch
from safetensors.torch import save_file

from head import GAIN, LINK, STATUS, TYPE, EventHead
from marks import MODE_NAMES, ROLES, STATUSES, TYPES
from int8 import put_layer, put_linear
from model import ATTENTION_HEADS, FFN, HIDDEN


def tensors_of(head):
    """All tensors of the exported file: layers int8, the small rest in half precision."""
    out = {}
    for i, layer in enumerate(head.layers):
        put_layer(out, i, layer)
    put_linear(out, "heads.in", head.heads_in.weight * GAIN, head.heads_in.bias)
    for name in ("kind", "mode", "status"):
        linear = getattr(head, name)
        out[name + ".w"], out[name + ".b"] = linear.weight.half(), linear.bias.half()
    out["link"] = head.link.half()
    return {name: tensor.detach().clone().contiguous() for name, tensor in out.items()}


def config_of(head):
    """The one metadata entry of the file."""
    return json.dumps(
        {
            "hidden": HIDDEN,
            "layers": len(head.layers),
            "heads": ATTENTION_HEADS,
            "ffn": FFN,
            "kind_dim": TYPE,
            "status_dim": STATUS,
            "link_dim": LINK,
            "types": TYPES,
            "modes": MODE_NAMES,
            "statuses": STATUSES,
            "roles": list(ROLES),
        }
    )


def load(path):
    """A head from a checkpoint of learn.py."""
    saved = torch.load(path)
    head = EventHead(saved["since"], saved["layers"], saved["both"])
    head.load_state_dict(saved["head"])
    return head.eval()


def main(path, out):
    head = load(path)
    save_file(tensors_of(head), out, metadata={"config": config_of(head)})
    print(f"{os.path.getsize(out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
