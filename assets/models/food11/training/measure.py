"""Measure the exported model on the shipped pictures, the way it is served.

  python measure.py --model .. --images ../../../images

Preprocessing is torchvision's Resize((224, 224)) on a PIL picture. Prints a
JSON summary: top-1, mean confidences, and how far windows of ten pictures lie
from the reference rows (unbiased MMD squared, RBF kernel, median heuristic).
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
from torchvision.transforms import InterpolationMode, Resize

MEAN, STD = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])
RESIZE = Resize((224, 224), interpolation=InterpolationMode.BILINEAR, antialias=True)


def network_pixels(path):
    """Image file -> (224, 224, 3) uint8, as torchvision resizes it."""
    with Image.open(path) as image:
        return np.asarray(RESIZE(image.convert("RGB")))


def network_input(pixels):
    """(224, 224, 3) uint8 -> (1, 3, 224, 224) float32."""
    return ((pixels.astype(np.float32) / 255 - MEAN) / STD).transpose(2, 0, 1)[None]


def softmax(logits):
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def squared_distances(a, b):
    return np.maximum((a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T, 0)


def mmd2(x, y, gamma):
    """Unbiased MMD squared between rows x (n, d) and y (m, d)."""
    n, m = len(x), len(y)
    kxx, kyy, kxy = (np.exp(-gamma * squared_distances(p, q)) for p, q in ((x, x), (y, y), (x, y)))
    return float((kxx.sum() - n) / (n * (n - 1)) + (kyy.sum() - m) / (m * (m - 1)) - 2 * kxy.mean())


def window_distances(reference, rows, size=10):
    gap = squared_distances(reference, reference)
    gamma = 1 / np.median(gap[np.triu_indices(len(reference), 1)])
    return [mmd2(reference, rows[i:i + size], gamma) for i in range(len(rows) - size + 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--images", type=Path, required=True)
    args = parser.parse_args()
    session = onnxruntime.InferenceSession(str(args.model / "model.onnx"), providers=["CPUExecutionProvider"])
    entries = json.loads((args.images / "index.json").read_text())["images"]
    sets = {}
    for entry in entries:
        logits, features = session.run(["logits", "features"], {"input": network_input(network_pixels(args.images / entry["path"]))})
        sets.setdefault(entry["set"], []).append((entry, softmax(logits)[0], features[0]))
    reference = np.load(args.model / "reference-features.npy")
    rng = np.random.default_rng(0)
    reference = reference[rng.permutation(len(reference))[:64]]
    summary = {}
    for name, rows in sets.items():
        p = np.stack([r[1] for r in rows])
        wanted = np.array([r[0]["label"] for r in rows])
        top = p.max(1)
        out = {"pictures": len(rows), "top1": round(float((p.argmax(1) == wanted).mean()), 4),
               "meanConfidence": round(float(top.mean()), 4)}
        windows = [float(top[i:i + 10].mean()) for i in range(max(1, len(top) - 9))]
        out["windowConfidence"] = [round(min(windows), 3), round(max(windows), 3)]
        if len(rows) >= 10:
            features = np.stack([r[2] for r in rows])[rng.permutation(len(rows))]
            d = window_distances(reference, features)
            out["mmd2"] = {"min": round(min(d), 4), "median": round(float(np.median(d)), 4), "max": round(max(d), 4)}
        summary[name] = out
        for (entry, q, _) in rows:
            if name in ("evaluation", "test") and q.argmax() != entry["label"]:
                print("wrong:", entry["path"], entry["dish"], "->", int(q.argmax()), round(float(q.max()), 3))
    print(json.dumps(summary, indent=2))


if __name__ == "__main__":
    main()
