"""Writes trained networks as one, `models/coref-en/weights.safetensors`: the first layer int8, the rest f16.

Several networks stand side by side, blind to each other; the scores are their mean."""
import json, sys
import numpy as np, torch
from safetensors.numpy import save_file
from data import sizes
from model import DOT, HIDDEN, PROJECTED


def beside(matrices, parts):
    """Block matrix: each network reads its own numbers of each of the `parts` vectors."""
    n, width = len(matrices), matrices[0].shape[1] // parts
    out = torch.zeros(sum(len(m) for m in matrices), n * parts * width)
    row = 0
    for k, m in enumerate(matrices):
        for p in range(parts):
            at = (p * n + k) * width
            out[row:row + len(m), at:at + width] = m[:, p * width:(p + 1) * width]
        row += len(m)
    return out


def main(paths, dump, out, bias):
    nets = [torch.load(path) for path in paths.split(",")]
    n = len(nets)
    all_of = lambda name, dim=0: torch.cat([w[name] for w in nets], dim)
    mean_of = lambda name: sum(w[name] for w in nets) / n
    block = lambda name: beside([w[name] for w in nets], 3)
    half = lambda t: t.detach().numpy().astype(np.float16)
    project = all_of("project.weight").numpy()
    scale = np.abs(project).max(1) / 127
    hidden, dot = n * HIDDEN, n * DOT
    zero = torch.zeros
    tensors = {
        "in": np.rint(project / scale[:, None]).astype(np.int8),
        "in.scale": scale.astype(np.float32),
        "in.bias": all_of("project.bias").numpy().astype(np.float32),
        "from.w": half(torch.cat([block("left.weight"), block("right.weight"), block("own.weight"), block("dot_left.weight") / n, block("dot_right.weight")])),
        "from.b": half(torch.cat([all_of("left.bias"), zero(hidden), all_of("own.bias"), zero(2 * dot)])),
        "one": half(torch.cat([all_of(f"{x}_one.weight", 1) for x in ("left", "right", "own")], 1)),
        "two": half(all_of("two.weight", 1)),
        "score": half(all_of("score.weight", 1)[0] / n),
        "out.w": half(torch.cat([all_of("none.weight", 1), all_of("kind.weight", 1)]) / n),
        "out.b": half(torch.cat([mean_of("none.bias") + float(bias), mean_of("kind.bias")])),
    }
    config = {"project": n * PROJECTED, "hidden": hidden, "dot": dot, "one": sizes(dump, "one"), "two": sizes(dump, "two")}
    save_file({k: np.ascontiguousarray(v) for k, v in tensors.items()}, out, metadata={"config": json.dumps(config)})


if __name__ == "__main__":
    main(*sys.argv[1:])
