"""From a painted scene to a picture: one photographic look, and six others.

`photograph` is how every training and evaluation picture is taken. The
restyled looks are never shown to the model while it trains.
"""

import io

import numpy as np
from PIL import Image
from scipy import ndimage
from scipy.spatial import cKDTree

from scene import mix, rgb, smoothstep

RELIEF = 1.0  # how strongly heights tilt the surface


def blur(field, sigma):
    """Gaussian blur of (h, w) or (h, w, 3), sigma in pixels."""
    if sigma < 0.25:
        return field
    if field.ndim == 3:
        return np.stack([ndimage.gaussian_filter(field[..., c], sigma, truncate=3) for c in range(field.shape[2])], -1)
    return ndimage.gaussian_filter(field, sigma, truncate=3)


def surface_normals(height, s, relief=RELIEF):
    """(h, w) heights in scene units -> unit normals nx, ny, nz."""
    gy, gx = np.gradient(height)
    gx, gy = np.clip(gx * s * relief, -2.5, 2.5), np.clip(gy * s * relief, -2.5, 2.5)
    nz = 1 / np.sqrt(gx * gx + gy * gy + 1)
    return -gx * nz, -gy * nz, nz


def shifted(field, dx, dy):
    """field moved by whole pixels, edges repeated."""
    h, w = field.shape
    rows = np.clip(np.arange(h) - dy, 0, h - 1)
    cols = np.clip(np.arange(w) - dx, 0, w - 1)
    return field[rows][:, cols]


def cast_shadow(height, s, direction, slope, softness=0.012):
    """Share of light blocked, (h, w) 0..1. direction: unit vector towards the light."""
    blocked = np.zeros_like(height)
    for step in np.linspace(0.006, 0.13, 13):
        dx, dy = -direction[0] * step * s, -direction[1] * step * s
        gap = shifted(height, int(round(dx)), int(round(dy))) - height - step * slope
        blocked = np.maximum(blocked, np.clip(gap / (softness + step * 0.15), 0, 1))
    return blur(blocked, s * 0.006)


def occlusion(height, s):
    """Darkening of crevices, (h, w) 0..1."""
    near = np.clip((blur(height, s * 0.008) - height) * 22, 0, 1)
    far = np.clip((blur(height, s * 0.03) - height) * 9, 0, 1)
    return np.clip(near * 0.5 + far * 0.5, 0, 0.8)


def light_direction(rng):
    a = rng.uniform(-2.7, -0.45)  # from behind or the sides, as food is lit
    return np.array([np.cos(a), np.sin(a)])


def render(scene, rng, key=1.0, ambient=0.42, key_color=(1.0, 0.97, 0.92), fill_color=(1.0, 0.95, 0.87), slope=None,
           relief=RELIEF, direction=None):
    """Linear-light picture (h, w, 3) of the whole canvas."""
    s = scene.s
    height = blur(scene.height, s * 0.0022)
    nx, ny, nz = surface_normals(height, s, relief)
    d = light_direction(rng) if direction is None else direction
    slope = rng.uniform(0.75, 1.25) if slope is None else slope
    norm = np.sqrt(1 + slope * slope)
    lx, ly, lz = d[0] / norm, d[1] / norm, slope / norm
    facing = np.clip(nx * lx + ny * ly + nz * lz, 0, 1) / lz
    shade = 1 - 0.78 * cast_shadow(height, s, d, slope)
    ao = 1 - occlusion(height, s)
    hx, hy, hz = lx, ly, lz + 1
    hn = np.sqrt(hx * hx + hy * hy + hz * hz)
    half = np.clip((nx * hx + ny * hy + nz * hz) / hn, 0, 1)
    shine = scene.gloss * (half ** 60 * 0.75 + half ** 14 * 0.14) * shade
    window = np.clip(nx * 0.5 - ny * 0.6 + nz * 0.62, 0, 1) ** 24 * scene.gloss * 0.10
    albedo = np.clip(scene.albedo, 0, 1) ** 2.2
    key_light = np.float32(key_color) * (key * facing * shade)[..., None]
    fill_light = np.float32(fill_color) * (ambient * ao * (0.7 + 0.3 * nz))[..., None]
    return albedo * (key_light * (0.55 + 0.45 * ao)[..., None] + fill_light) + (shine + window)[..., None] * np.float32(key_color)


def develop(linear, exposure=1.0):
    """Filmic curve: linear light -> sRGB 0..1."""
    x = np.clip(linear * exposure, 0, None)
    y = x * (1 + x / 9.0) / (1 + x * 0.72)  # long shoulder: white china keeps its shape
    return np.clip(y, 0, 1) ** (1 / 2.2)


def tilt_camera(picture, scene, tilt, roll):
    """Crop the canvas to the visible frame as a slightly tilted camera sees it."""
    pad = int(scene.s * 0.1)  # mirrored beyond the canvas, so that no corner is ever empty
    picture = np.pad(picture, ((pad, pad), (pad, pad), (0, 0)), "reflect")
    h, w = picture.shape[:2]
    vw, vh = scene.visible
    image = Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
    mx, my = (w - vw) / 2, (h - vh) / 2
    gx, gy = mx - pad, my - pad  # the canvas margin the tilt may use up
    far, near = mx - gx * tilt, mx + gx * tilt * 0.5
    top, bottom = my - gy * tilt, h - my + gy * tilt * 0.9
    corners = np.array([(far, top), (near, bottom), (w - near, bottom), (w - far, top)])
    c, r = np.array([w / 2, h / 2]), np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
    corners = (corners - c) @ r.T + c
    out = np.array([(0, 0), (0, vh), (vw, vh), (vw, 0)], float)
    rows = []
    for (x, y), (u, v) in zip(out, corners):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    coeffs = np.linalg.solve(np.array(rows), corners.reshape(-1))
    return np.asarray(image.transform((vw, vh), Image.PERSPECTIVE, coeffs, Image.BICUBIC), np.float32) / 255


def add_steam(picture, scene, rng):
    amount = getattr(scene, "steam", 0)
    if not amount:
        return picture
    h, w = picture.shape[:2]
    wisps = Image.fromarray(rng.uniform(0, 1, (5, 9)).astype(np.float32)).resize((w, h), Image.BICUBIC)
    xs = np.linspace(-1, 1, w)[None, :]
    ys = np.linspace(-1, 1, h)[:, None]
    veil = np.clip(np.asarray(wisps) - 0.45, 0, 1) * 2 * np.exp(-(xs / 0.55) ** 2 - ((ys + 0.2) / 0.7) ** 2) * amount * 2
    return mix(picture, rgb("f4f4f2"), np.clip(veil, 0, 0.5))


def lens(picture, rng, s):
    """Depth of field, vignette, white balance and grain on an sRGB picture."""
    h, w = picture.shape[:2]
    ys = np.linspace(-1, 1, h)[:, None] + np.zeros((1, w))
    xs = np.linspace(-1, 1, w)[None, :]
    focus = rng.uniform(-0.1, 0.3)
    out_of_focus = smoothstep(0.5, 1.25, np.abs(ys - focus)) * rng.uniform(0.3, 1.0)
    picture = mix(picture, blur(picture, s * 0.010), out_of_focus)
    picture = blur(picture, s * 0.0009)
    picture = picture * (1 - rng.uniform(0.06, 0.28) * np.clip(xs ** 2 + ys ** 2 - 0.35, 0, 2) / 1.65)[..., None]
    warm = rng.normal(0.012, 0.035)
    picture = picture * np.float32([1 + warm, 1 + rng.normal(0, 0.01), 1 - warm])
    picture = 0.5 + (picture - 0.5) * rng.uniform(0.98, 1.12)
    picture = saturate(picture, rng.uniform(1.05, 1.25))
    grain = ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), 0.6) * rng.uniform(0.006, 0.022)
    return np.clip(picture + grain[..., None], 0, 1)


def jpeg_bytes(picture, quality):
    buffer = io.BytesIO()
    to_image(picture).save(buffer, "JPEG", quality=int(quality), subsampling=2)
    return buffer.getvalue()


def to_image(picture):
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))


def photograph(scene, rng):
    """The one look the model knows: sRGB picture (h, w, 3) 0..1."""
    linear = render(scene, rng, key=rng.uniform(0.82, 1.1), ambient=rng.uniform(0.34, 0.5))
    picture = develop(linear, rng.uniform(1.05, 1.35))
    side = scene.tilt is not None
    picture = tilt_camera(picture, scene, 0 if side else rng.uniform(0.1, 0.95), 0 if side else rng.normal(0, 0.04))
    return lens(add_steam(picture, scene, rng), rng, scene.s)


# -- looks the model never sees while training ------------------------------

def _crop(picture, scene):
    return tilt_camera(picture, scene, 0.2, 0)


def kuwahara(picture, r):
    """Oil-brush smoothing: each pixel takes the calmest of its four corners' means."""
    grey = picture.mean(-1)
    size = r + 1
    mean = np.stack([ndimage.uniform_filter(picture[..., c], size) for c in range(3)], -1)
    m = ndimage.uniform_filter(grey, size)
    var = ndimage.uniform_filter(grey * grey, size) - m * m
    best, result = np.full(grey.shape, np.inf), picture.copy()
    k = r // 2 + 1
    for dx in (-k, k):
        for dy in (-k, k):
            v = shifted(var, dx, dy)
            better = v < best
            best = np.where(better, v, best)
            moved = np.stack([shifted(mean[..., c], dx, dy) for c in range(3)], -1)
            result[better] = moved[better]
    return result


def saturate(picture, amount):
    grey = picture.mean(-1, keepdims=True)
    return np.clip(grey + (picture - grey) * amount, 0, 1)


def ink_lines(scene, picture, strength=1.0):
    """Dark outlines where height or colour jumps, (h, w) 0..1."""
    edge = np.hypot(*np.gradient(blur(scene.height, 1.0))) * scene.s * 1.6
    grey = picture.mean(-1)
    edge = edge + np.hypot(*np.gradient(blur(grey, 1.2))) * 7
    return smoothstep(0.35, 0.9, edge * strength)


def neon(scene, rng):
    """Two coloured lights in a dark room."""
    a = rng.uniform(-0.6, 0.6)
    pairs = [((1.0, 0.1, 0.75), (0.05, 0.55, 1.0)), ((0.1, 1.0, 0.8), (0.7, 0.1, 1.0)), ((1.0, 0.35, 0.05), (0.15, 0.2, 1.0))]
    one, two = pairs[int(rng.integers(3))]
    scene.albedo = scene.albedo * 0.75 + 0.2 * scene.albedo.mean()
    first = render(scene, rng, 0.5, 0.05, one, one, 0.35, 1.5, np.array([-np.cos(a), np.sin(a)]))
    second = render(scene, rng, 0.5, 0.05, two, two, 0.35, 1.5, np.array([np.cos(a), -np.sin(a)]))
    h, w = scene.height.shape
    ys, xs = np.linspace(-1, 1, h)[:, None], np.linspace(-1, 1, w)[None, :]
    left, pool = smoothstep(0.7, -0.7, xs), np.exp(-(xs ** 2 + ys ** 2) / 0.75)
    picture = develop((first * left[..., None] + second * (1 - left)[..., None]) * (0.12 + 1.7 * pool)[..., None], 1.25)
    picture = picture + blur(np.clip(picture - 0.4, 0, 1), scene.s * 0.02) * 0.8
    return saturate(_crop(picture, scene), 1.5)


def plastic(scene, rng):
    """Over-smooth, over-lit, candy-coloured."""
    s = scene.s
    scene.albedo = saturate(blur(scene.albedo, s * 0.008) * 0.88, 1.6)
    scene.height = blur(scene.height, s * 0.010) * 1.4
    scene.gloss = np.clip(blur(scene.gloss, s * 0.01) + 0.45, 0, 0.9)
    picture = _crop(develop(render(scene, rng, 0.75, 0.45, slope=0.8), 0.95), scene)
    glow = blur(np.clip(picture - 0.6, 0, 1), s * 0.03)
    return saturate(np.clip(picture + glow * 0.4, 0, 1), 1.25)


def oil(scene, rng):
    """Brush strokes with visible relief."""
    s = scene.s
    picture = _crop(develop(render(scene, rng), 1.15), scene)
    picture = kuwahara(kuwahara(picture, max(3, int(s * 0.018))), max(3, int(s * 0.014)))
    h, w = picture.shape[:2]
    strokes = ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), (s * 0.002, s * 0.014))
    strokes += ndimage.gaussian_filter(rng.normal(0, 1, (h, w)), (s * 0.012, s * 0.002))
    gy, gx = np.gradient(strokes / strokes.std())
    return np.clip(saturate(picture, 1.5) * (1 + 0.20 * (gx + gy))[..., None] + 0.02, 0, 1)


def poster(scene, rng):
    """Few flat colours with ink outlines, screen-print fashion."""
    picture = develop(render(scene, rng), 1.15)
    lines = ink_lines(scene, picture, 0.7)
    flat = blur(saturate(picture, 1.6), scene.s * 0.006)
    levels = int(rng.integers(3, 5))
    flat = np.round(flat * levels) / levels
    tint = [rgb("fff1d0"), rgb("e0f4ff"), rgb("ffe1ea")][int(rng.integers(3))]
    return _crop(mix(flat * tint, rgb("1b1230"), lines), scene)


def line_art(scene, rng):
    """Pen lines and hatching on toned paper with a flat wash."""
    picture = develop(render(scene, rng), 1.15)
    h, w = picture.shape[:2]
    ys, xs = np.mgrid[0:h, 0:w] / scene.s
    grey = blur(picture.mean(-1), scene.s * 0.006)
    hatch = smoothstep(0.1, 0.5, np.sin((xs + ys) * 330)) * smoothstep(0.5, 0.28, grey)
    cross = smoothstep(0.1, 0.5, np.sin((xs - ys) * 330)) * smoothstep(0.3, 0.15, grey)
    ink = np.clip(ink_lines(scene, picture, 0.62) + hatch * 0.55 + cross * 0.55, 0, 1)
    paper = [rgb("f6efdd"), rgb("eef1f4"), rgb("f4e3d0")][int(rng.integers(3))] * (1 + 0.03 * rng.normal(0, 1, (h, w, 1)))
    wash = mix(paper, blur(saturate(picture, 1.2), scene.s * 0.03), 0.62)
    return _crop(np.clip(mix(wash, rgb("23262f"), ink), 0, 1), scene)


def mosaic(scene, rng):
    """Cut into facets of one colour each, like stained glass."""
    picture = saturate(_crop(develop(render(scene, rng), 1.2), scene), 1.6)
    h, w = picture.shape[:2]
    n = int(rng.integers(700, 1100))
    seeds = np.stack([rng.uniform(0, h, n), rng.uniform(0, w, n)], 1)
    ys, xs = np.mgrid[0:h, 0:w]
    dist, owner = cKDTree(seeds).query(np.stack([ys.ravel(), xs.ravel()], 1), k=2)
    lead = smoothstep(1.6, 0.4, (dist[:, 1] - dist[:, 0]).reshape(h, w) * 400 / scene.s)
    owner = owner[:, 0].reshape(h, w)
    count = np.maximum(np.bincount(owner.ravel(), minlength=n), 1)
    tone = np.stack([np.bincount(owner.ravel(), picture[..., c].ravel(), n) / count for c in range(3)], -1)
    facets = np.clip(tone * (1 + rng.normal(0, 0.07, (n, 1))), 0, 1)[owner]
    return mix(facets, rgb("14161c"), lead * 0.85)


RESTYLES = {"neon": neon, "plastic": plastic, "oil": oil, "poster": poster, "line-art": line_art, "mosaic": mosaic}
