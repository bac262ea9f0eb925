"""Write testdata/: odd image files and what PIL, torchvision and the model make of them.

  python golden.py --model .. --out ../testdata
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import PIL
import torchvision
from PIL import Image

import dishes
import looks
from measure import network_input, network_pixels, softmax
from scene import Scene


def picture(seed, label, kind, size):
    """A drawn dish as a PIL image of the given size."""
    rng = np.random.default_rng([21, seed])
    scene = Scene(*size, rng)
    dishes.compose(scene, rng, dishes.DISHES[label][kind])
    return looks.to_image(looks.photograph(scene, rng))


def sources(out):
    """Save the eight source files; yields (file name, what it is for)."""
    picture(1, 0, 0, (400, 300)).convert("L").save(out / "grey.jpeg", quality=88)
    yield "grey.jpeg", "greyscale JPEG"
    image = picture(2, 10, 1, (360, 360))
    ys, xs = np.mgrid[-1:1:360j, -1:1:360j]
    alpha = np.clip((1.02 - np.hypot(xs, ys)) * 900, 0, 255).astype(np.uint8)
    image.putalpha(Image.fromarray(alpha))
    image.quantize(200, method=Image.Quantize.FASTOCTREE).convert("RGBA").save(out / "alpha.png", optimize=True)
    yield "alpha.png", "PNG with alpha; PIL drops the alpha channel, the colours under it stay"
    picture(3, 5, 0, (420, 320)).convert("CMYK").save(out / "cmyk.jpeg", quality=88)
    yield "cmyk.jpeg", "CMYK JPEG (Adobe marker, inverted); PIL converts without a colour profile"
    picture(4, 2, 1, (300, 560)).save(out / "tall.jpeg", quality=88)
    yield "tall.jpeg", "taller than wide"
    picture(5, 8, 0, (640, 260)).save(out / "wide.jpeg", quality=88)
    yield "wide.jpeg", "wider than tall"
    picture(6, 3, 0, (120, 90)).save(out / "small.jpeg", quality=90)
    yield "small.jpeg", "smaller than 224, so resizing enlarges"
    picture(7, 6, 0, (1600, 1200)).save(out / "large.jpeg", quality=80)
    yield "large.jpeg", "large, so resizing averages many pixels"
    picture(8, 9, 0, (400, 400)).save(out / "soup.webp", quality=86)
    yield "soup.webp", "lossy WebP"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    session = onnxruntime.InferenceSession(str(args.model / "model.onnx"), providers=["CPUExecutionProvider"])
    images = []
    for name, note in sources(args.out):
        pixels = network_pixels(args.out / name)
        resized = Path(name).stem + ".224.png"
        Image.fromarray(pixels).save(args.out / resized, optimize=True)
        with Image.open(args.out / name) as image:
            width, height, mode = *image.size, image.mode
        logits = session.run(["logits"], {"input": network_input(pixels)})[0][0]
        p = softmax(logits)
        images.append({"file": name, "note": note, "width": width, "height": height, "mode": mode, "resized": resized,
                       "topIndex": int(p.argmax()), "topLabel": dishes.LABELS[int(p.argmax())],
                       "probability": round(float(p.max()), 6), "logits": [round(float(v), 5) for v in logits[:8]]})
    golden = {"pillow": PIL.__version__, "torchvision": torchvision.__version__.split("+")[0],
              "resize": "Resize((224, 224)), bilinear, antialias, on Image.open(file).convert(\"RGB\")", "images": images}
    (args.out / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")
    for image in images:
        print(image["file"], image["topLabel"], image["probability"])


if __name__ == "__main__":
    main()
