"""What goes with the reference rows: class probabilities and small pictures.

  python reference.py --work WORK --model ..

WORK/reference.npy is `draw_sets.py reference --count 512`. Its pictures go
through the shipped network, and must give the shipped features: only then are
the pictures those of the rows. The pictures become one sheet, row after row,
COLUMNS to a line.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

MEAN, STD = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])
SIDE, COLUMNS, QUALITY = 72, 32, 75


def softmax(logits):
    e = np.exp(logits.astype(np.float64) - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sheet_of(pixels):
    """(N, 224, 224, 3) uint8 -> one picture with N small ones in it."""
    lines = -(-len(pixels) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * SIDE, lines * SIDE))
    for i, p in enumerate(pixels):
        small = Image.fromarray(p).resize((SIDE, SIDE), Image.LANCZOS)
        sheet.paste(small, (i % COLUMNS * SIDE, i // COLUMNS * SIDE))
    return sheet


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    pixels = np.load(args.work / "reference.npy")
    shipped = np.load(args.model / "reference-features.npy")
    session = onnxruntime.InferenceSession(str(args.model / "model.onnx"), providers=["CPUExecutionProvider"])
    features, probabilities = [], []
    for i in range(0, len(pixels), 32):
        x = ((pixels[i:i + 32].astype(np.float32) / 255 - MEAN) / STD).transpose(0, 3, 1, 2)
        rows, logits = session.run(["features", "logits"], {"input": np.ascontiguousarray(x)})
        features.append(rows)
        probabilities.append(softmax(logits))
    worst = float(np.abs(np.concatenate(features) - shipped).max())
    print(f"largest difference from the shipped features {worst:.2e}")
    assert worst < 1e-3, "these are not the pictures of the reference rows"
    np.save(args.model / "reference-probabilities.npy", np.concatenate(probabilities))
    sheet_of(pixels).save(args.model / "reference-pictures.jpeg", quality=QUALITY)
    manifest = json.loads((args.model / "model.json").read_text())
    manifest["reference"].update(
        probabilities="reference-probabilities.npy",
        pictures={"file": "reference-pictures.jpeg", "side": SIDE, "columns": COLUMNS},
    )
    (args.model / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
