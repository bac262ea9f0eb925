"""Draw every set of pictures. Seeds decide everything; sets never share one.

  python draw_sets.py train --count 3300 --out WORK/train      arrays for train.py
  python draw_sets.py blends --count 440 --out WORK/blends     cakes dressed up, for soft labels
  python draw_sets.py holdout --count 220 --out WORK/holdout   for choosing settings only
  python draw_sets.py holdout-blends --count 80 --out WORK/holdout-blends
  python draw_sets.py reference --count 512 --out WORK/reference
  python draw_sets.py shipped --out ../../../images            the JPEG files that ship

--first lets a set be drawn in several runs (WORK/train-0, WORK/train-1, ...).
"""

import argparse
import io
import json
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

import dishes
import looks
import lookalikes
from scene import Scene
from tableware import pick

SIZES = [(320, 240), (400, 400), (512, 384), (384, 512), (360, 480), (400, 300), (448, 336), (336, 336)]
STREAM = {"train": 1, "blends": 2, "reference": 3, "holdout": 4, "holdout-blends": 5,
          "evaluation": 11, "lookalikes": 12, "restyled": 13, "test": 14}
SMALL_SIZES = [(288, 216), (256, 256), (300, 225), (225, 300), (216, 288), (272, 204)]  # quick ones, to train on
NETWORK_SIDE = 224


def generator(stream, index):
    return np.random.default_rng([STREAM[stream], int(index), 2024])


def one_dish(label, index):
    """Walk through a class's dishes so that each gets its share."""
    kinds = dishes.DISHES[label]
    return kinds[index % len(kinds)]


def draw(stream, index, label=None, size=None, style=None):
    """One picture of a set: (jpeg bytes, label, description)."""
    rng = generator(stream, index)
    label = index % 11 if label is None else label
    if size is None:
        quick = stream in ("train", "blends") and rng.random() < 0.75
        size = pick(rng, SMALL_SIZES if quick else SIZES)
    scene = Scene(*size, rng)
    if "blends" in stream or stream == "lookalikes":
        label, dish = lookalikes.TOPPINGS[index * 7 % len(lookalikes.TOPPINGS)]
        lookalikes.lookalike(scene, rng, label, dish)
    else:
        dish = one_dish(label, index // 11)
        dishes.compose(scene, rng, dish)
    picture = looks.RESTYLES[style](scene, rng) if style else looks.photograph(scene, rng)
    return looks.jpeg_bytes(picture, rng.integers(85, 92)), label, dish.name


def shrunk(job):
    """Draw one picture and resize it the way the network will see it: (224, 224, 3) uint8."""
    stream, index = job
    data, label, _ = draw(stream, index)
    image = Image.open(io.BytesIO(data)).resize((NETWORK_SIDE, NETWORK_SIDE), Image.BILINEAR)
    return np.asarray(image), label


def draw_arrays(stream, first, count, out, processes):
    """Write OUT.npy (count, 224, 224, 3) uint8 and OUT-labels.npy (count,) int64."""
    pixels = np.zeros((count, NETWORK_SIDE, NETWORK_SIDE, 3), np.uint8)
    labels = np.zeros(count, np.int64)
    with Pool(processes) as pool:
        for i, (p, l) in enumerate(pool.imap(shrunk, [(stream, i) for i in range(first, first + count)], chunksize=16)):
            pixels[i], labels[i] = p, l
            if i % 500 == 499:
                print(stream, i + 1, flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.save(f"{out}.npy", pixels)
    np.save(f"{out}-labels.npy", labels)


def save_one(job):
    path, args = job
    data, label, name = draw(**args)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return label, name


def draw_shipped(out, processes):
    """The evaluation, lookalike and restyled sets, test_image.jpeg and index.json."""
    jobs, entries = [], []

    def plan(path, kind, extra=None, **args):
        jobs.append((out / path, args))
        entries.append({"path": path, "set": kind, **(extra or {})})
    plan("test_image.jpeg", "test", stream="test", index=TEST_IMAGE[0], label=TEST_IMAGE[1], size=(400, 300))
    for label in range(11):
        for k in range(8):
            plan(f"evaluation/class_{label:02d}/{k:03d}.jpeg", "evaluation", stream="evaluation", index=label + 11 * k, label=label)
    for k in range(36):
        plan(f"lookalikes/{k:03d}.jpeg", "lookalikes", stream="lookalikes", index=k)
    styles = list(looks.RESTYLES)
    for k in range(66):  # every class in every style
        style = styles[(k % 11 + k // 11) % len(styles)]
        plan(f"restyled/{k:03d}.jpeg", "restyled", {"style": style}, stream="restyled", index=k, style=style)
    with Pool(processes) as pool:
        done = pool.map(save_one, jobs, chunksize=4)
    for entry, (label, name) in zip(entries, done):
        if entry["set"] == "lookalikes":
            entry.update(label=2, labelName=dishes.LABELS[2], dressedAs=label, dressedAsName=dishes.LABELS[label], dish=name)
        else:
            entry.update(label=label, labelName=dishes.LABELS[label], dish=name)
    lines = ",\n".join("    " + json.dumps(e) for e in entries)
    (out / "index.json").write_text('{\n  "labels": %s,\n  "images": [\n%s\n  ]\n}\n' % (json.dumps(dishes.LABELS), lines))


TEST_IMAGE = (22, 8)  # (index, label) of test_image.jpeg


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=["train", "blends", "reference", "holdout", "holdout-blends", "shipped"])
    parser.add_argument("--count", type=int, default=1100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    if args.set == "shipped":
        draw_shipped(args.out, args.processes)
    else:
        draw_arrays(args.set, args.first, args.count, args.out, args.processes)


if __name__ == "__main__":
    main()
