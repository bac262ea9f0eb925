"""How sure the model is of held-out drawings at several temperatures.

  python choose_temperature.py --work WORK --weights WORK/weights.pt

A temperature below 1 sharpens the probabilities. The one handed to export.py
is picked from this table, which never looks at the shipped pictures.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from train import MEAN, STD, build, load


@torch.no_grad()
def logits_of(model, pixels):
    rows = []
    for i in range(0, len(pixels), 32):
        x = torch.from_numpy(np.ascontiguousarray(pixels[i:i + 32])).permute(0, 3, 1, 2).float() / 255
        rows.append(model((x - MEAN) / STD))
    return torch.cat(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    args = parser.parse_args()
    model = build()
    model.load_state_dict(torch.load(args.weights))
    model.eval()
    (pixels, labels), (blends, _) = load(args.work, "holdout"), load(args.work, "holdout-blends")
    plain, mixed, labels = logits_of(model, pixels), logits_of(model, blends), torch.from_numpy(labels)
    print("holdout top-1", round(float((plain.argmax(1) == labels).float().mean()), 3))
    for t in (1.0, 0.9, 0.8, 0.75, 0.7, 0.65, 0.6, 0.5):
        sure = (plain / t).softmax(1).max(1).values.mean()
        unsure = (mixed / t).softmax(1).max(1).values.mean()
        loss = torch.nn.functional.cross_entropy(plain / t, labels)
        print(f"temperature {t:.2f} confidence {sure:.3f} blends {unsure:.3f} loss {loss:.3f}")


if __name__ == "__main__":
    main()
