"""Writes a trained network as `models/coref-en/weights.safetensors`: the first layer int8, the rest f16."""
import json, sys
import numpy as np, torch
from safetensors.numpy import save_file
from data import sizes
from model import DOT, HIDDEN, PROJECTED


def main(path, dump, out, bias):
    w = torch.load(path)
    half = lambda t: t.detach().numpy().astype(np.float16)
    project = w["project.weight"].numpy()
    scale = np.abs(project).max(1) / 127
    one = torch.cat([w["left_one.weight"], w["right_one.weight"], w["own_one.weight"]], 1)
    zero = torch.zeros
    tensors = {
        "in": np.rint(project / scale[:, None]).astype(np.int8),
        "in.scale": scale.astype(np.float32),
        "in.bias": w["project.bias"].numpy().astype(np.float32),
        "from.w": half(torch.cat([w["left.weight"], w["right.weight"], w["own.weight"], w["dot_left.weight"], w["dot_right.weight"]])),
        "from.b": half(torch.cat([w["left.bias"], zero(HIDDEN), w["own.bias"], zero(2 * DOT)])),
        "one": half(one),
        "two": half(w["two.weight"]),
        "score": half(w["score.weight"][0]),
        "out.w": half(torch.cat([w["none.weight"], w["kind.weight"]])),
        "out.b": half(torch.cat([w["none.bias"] + float(bias), w["kind.bias"]])),
    }
    config = {"project": PROJECTED, "hidden": HIDDEN, "dot": DOT, "one": sizes(dump, "one"), "two": sizes(dump, "two")}
    save_file({k: np.ascontiguousarray(v) for k, v in tensors.items()}, out, metadata={"config": json.dumps(config)})


if __name__ == "__main__":
    main(*sys.argv[1:])
