"""Train MobileNetV2 from scratch on the drawings.

  python train.py --work WORK --stages 96:7,144:1,224:0.4 --out WORK/weights.pt

Reads the arrays draw_sets.py wrote into WORK. Pictures of cakes dressed as
something else ("blends") carry half a label each way; everything else carries
its own label, a little smoothed. The weights that are saved are a running
average over the steps.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torchvision.models import mobilenet_v2

CLASSES = 11
DESSERT = 2
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)


def build():
    """torchvision's architecture with the classifier replaced the way its tutorials do."""
    model = mobilenet_v2(weights=None)
    model.classifier[1] = torch.nn.Linear(model.last_channel, CLASSES)
    model.classifier[0].p = 0.1  # short training needs little dropout
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 0.05
    return model


def load(work, name):
    """NAME.npy, or NAME-0.npy, NAME-1.npy ... -> pixels (N, 224, 224, 3) uint8, labels (N,) int64."""
    parts = sorted(work.glob(f"{name}-[0-9].npy")) or [work / f"{name}.npy"]
    return (np.concatenate([np.load(p) for p in parts]),
            np.concatenate([np.load(p.with_name(f"{p.stem}-labels.npy")) for p in parts]))


def targets_for(labels, blended, smoothing):
    """Soft targets (N, 11): blends are half dessert, half what they are dressed as."""
    t = F.one_hot(torch.from_numpy(labels), CLASSES).float()
    half = torch.from_numpy(blended.astype(np.float32))[:, None] * 0.5
    dessert = torch.zeros(CLASSES)
    dessert[DESSERT] = 1
    t = t * (1 - half) + dessert * half
    return t * (1 - smoothing) + smoothing / CLASSES


def augment(batch, side, rng):
    """uint8 (B, 224, 224, 3) -> normalised float (B, 3, side, side), cropped, flipped and recoloured."""
    x = torch.from_numpy(batch).permute(0, 3, 1, 2).float() / 255
    n = x.shape[0]
    zoom = torch.from_numpy(rng.uniform(0.74, 1.04, (n, 2)).astype(np.float32)).mean(1, keepdim=True).repeat(1, 2)
    zoom = zoom * torch.from_numpy(rng.uniform(0.94, 1.06, (n, 2)).astype(np.float32))
    flip = torch.from_numpy(rng.choice([-1.0, 1.0], n).astype(np.float32))
    turn = torch.from_numpy(rng.normal(0, 0.08, n).astype(np.float32))
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = torch.cos(turn) * zoom[:, 0] * flip
    theta[:, 0, 1] = -torch.sin(turn) * zoom[:, 1]
    theta[:, 1, 0] = torch.sin(turn) * zoom[:, 0] * flip
    theta[:, 1, 1] = torch.cos(turn) * zoom[:, 1]
    slack = (1.04 - zoom).clamp(min=0)
    theta[:, :, 2] = torch.from_numpy(rng.uniform(-1, 1, (n, 2)).astype(np.float32)) * slack
    if side < 224:  # average before sampling, as the antialiased resize at serving does
        x = F.interpolate(x, size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    x = F.grid_sample(x, F.affine_grid(theta, (n, 3, side, side), align_corners=False), padding_mode="reflection", align_corners=False)

    def column(low, high):
        return torch.from_numpy(rng.uniform(low, high, (n, 1, 1, 1)).astype(np.float32))
    x = x * column(0.8, 1.2)
    x = (x - 0.5) * column(0.85, 1.15) + 0.5
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * column(0.75, 1.25)
    x = x * torch.from_numpy(rng.uniform(0.94, 1.06, (n, 3, 1, 1)).astype(np.float32))
    return ((x.clamp(0, 1) - MEAN) / STD).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def measure(model, pixels, labels, batch=32):
    """-> share right, mean of the largest probability."""
    model.eval()
    right, confidence = 0, 0.0
    for i in range(0, len(pixels), batch):
        x = torch.from_numpy(np.ascontiguousarray(pixels[i:i + batch])).permute(0, 3, 1, 2).float() / 255
        p = model(((x - MEAN) / STD).contiguous(memory_format=torch.channels_last)).softmax(1)
        right += int((p.argmax(1).numpy() == labels[i:i + batch]).sum())
        confidence += float(p.max(1).values.sum())
    return right / len(pixels), confidence / len(pixels)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--stages", default="96:7,144:1,224:0.4", help="side:epochs, comma separated; epochs may be a fraction")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--smoothing", type=float, default=0.03)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = np.random.default_rng(args.seed)
    plain, plain_labels = load(args.work, "train")
    blends, blend_labels = load(args.work, "blends")
    labels = np.concatenate([plain_labels, blend_labels])
    blended = np.concatenate([np.zeros(len(plain_labels), bool), np.ones(len(blend_labels), bool)])
    pixels = np.concatenate([plain, blends])
    targets = targets_for(labels, blended, args.smoothing)
    holdout, holdout_blends = load(args.work, "holdout"), load(args.work, "holdout-blends")

    model = build()
    if args.start:
        model.load_state_dict(torch.load(args.start))
    model = model.to(memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.985), use_buffers=True)
    steps_per_epoch = len(pixels) // args.batch
    rounds = []  # (side, steps) of each pass; the last pass of a stage may be a fraction
    for stage in args.stages.split(","):
        side, epochs = int(stage.split(":")[0]), float(stage.split(":")[1])
        rounds += [(side, steps_per_epoch)] * int(epochs)
        if epochs % 1:
            rounds.append((side, int(steps_per_epoch * (epochs % 1))))
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, args.rate, total_steps=sum(steps for _, steps in rounds), pct_start=0.2 if not args.start else 0.05, final_div_factor=200)
    began = time.time()
    for epoch, (side, steps) in enumerate(rounds, 1):
        model.train()
        order = rng.permutation(len(pixels))
        total = 0.0
        for step in range(steps):
            index = np.sort(order[step * args.batch:(step + 1) * args.batch])
            x = augment(pixels[index], side, rng)
            loss = F.cross_entropy(model(x), targets[index])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            total += float(loss.detach())
        line = f"epoch {epoch} side {side} loss {total / steps:.3f} {time.time() - began:.0f}s"
        if side >= 144:
            sharp, confident = measure(average.module, *holdout)
            _, unsure = measure(average.module, *holdout_blends)
            line += f" holdout top-1 {sharp:.3f} confidence {confident:.3f} blends {unsure:.3f}"
        print(line, flush=True)
        torch.save(average.module.state_dict(), args.out)


if __name__ == "__main__":
    main()
