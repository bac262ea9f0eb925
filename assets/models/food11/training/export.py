"""Turn trained weights into what ships: model.onnx, model.json, reference rows.

  python export.py --work WORK --weights WORK/weights.pt --out ..

The network gets a second output, the 1280 pooled values its classifier reads.
Batch normalisation is folded into the convolutions before them. --temperature
divides the logits (folded into the last layer); 1 leaves them alone.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from dishes import LABELS
from train import MEAN, STD, build

MANIFEST = {
    "name": "food11",
    "version": "1",
    "title": "Food-11 classifier",
    "description": "MobileNetV2 that sorts pictures of food into eleven dishes. Trained from scratch on drawn pictures of food.",
    "task": "image-classification",
    "file": "model.onnx",
    "license": "Apache-2.0",
    "input": {
        "name": "input", "width": 224, "height": 224, "channels": "RGB", "layout": "NCHW",
        "resize": "bilinear-antialias", "scale": 255,
        "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "exifOrientation": False,
    },
    "outputs": {"logits": "logits", "features": "features"},
    "labels": LABELS,
    "reference": {"features": "reference-features.npy", "rows": 512},
}


class WithFeatures(nn.Module):
    """(N, 3, 224, 224) -> logits (N, 11) and pooled features (N, 1280)."""

    def __init__(self, model):
        super().__init__()
        self.features, self.head = model.features, model.classifier[1]

    def forward(self, x):
        pooled = self.features(x).mean([2, 3])
        return self.head(pooled), pooled


def fold_batch_norm(module):
    """Merge every convolution with the batch normalisation right after it."""
    children = list(module.named_children())
    for (name, first), (after, second) in zip(children, children[1:]):
        if isinstance(first, nn.Conv2d) and isinstance(second, nn.BatchNorm2d):
            setattr(module, name, fuse_conv_bn_eval(first, second))
            setattr(module, after, nn.Identity())
    for _, child in module.named_children():
        fold_batch_norm(child)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()

    model = build()
    model.load_state_dict(torch.load(args.weights))
    model.eval()
    with torch.no_grad():
        model.classifier[1].weight /= args.temperature
        model.classifier[1].bias /= args.temperature
    whole = WithFeatures(model).eval()
    sample = torch.randn(3, 3, 224, 224, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        before = [t.numpy() for t in whole(sample)]
    fold_batch_norm(whole)
    path = args.out / "model.onnx"
    axes = {name: {0: "batch"} for name in ("input", "logits", "features")}
    torch.onnx.export(whole, (sample,), str(path), input_names=["input"], output_names=["logits", "features"],
                      dynamic_axes=axes, opset_version=17, do_constant_folding=True, dynamo=False)
    graph = onnx.load(path)
    graph.doc_string, graph.producer_version = "Food-11 classifier", ""
    onnx.checker.check_model(graph)
    onnx.save(graph, path)

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    for n in (1, 3):
        after = session.run(["logits", "features"], {"input": sample[:n].numpy()})
        for name, a, b in zip(("logits", "features"), before, after):
            worst = float(np.abs(a[:n] - b).max())
            print(f"batch {n} {name} largest difference {worst:.2e}")
            assert worst < 1e-4, "the exported network disagrees with the trained one"

    pixels, labels = np.load(args.work / "reference.npy"), np.load(args.work / "reference-labels.npy")
    rows = []
    for i in range(0, 512, 32):
        x = torch.from_numpy(pixels[i:i + 32]).permute(0, 3, 1, 2).float() / 255
        rows.append(session.run(["features"], {"input": ((x - MEAN) / STD).numpy()})[0])
    np.save(args.out / "reference-features.npy", np.ascontiguousarray(np.concatenate(rows), np.float32))
    (args.out / "reference-labels.json").write_text(json.dumps([int(l) for l in labels[:512]]) + "\n")
    (args.out / "model.json").write_text(json.dumps(MANIFEST, indent=2) + "\n")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
