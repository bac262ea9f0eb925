"""From a painted scene to a picture: one photographic look, and four others.

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


def saturate(picture, amount):
    grey = picture.mean(-1, keepdims=True)
    return np.clip(grey + (picture - grey) * amount, 0, 1)


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


def vivid(scene, rng):
    """A brightly lit, saturated rendering to start a picture from."""
    return saturate(_crop(develop(render(scene, rng), 1.2), scene), 1.6)


def facets(picture, rng, n, s, width, jitter, joint):
    """Cut a picture into n flat facets with dark joints; width in 1/400 of s."""
    h, w = picture.shape[:2]
    seeds = np.stack([rng.uniform(0, h, n), rng.uniform(0, w, n)], 1)
    ys, xs = np.mgrid[0:h, 0:w]
    dist, owner = cKDTree(seeds).query(np.stack([ys.ravel(), xs.ravel()], 1), k=2)
    lead = smoothstep(width, width * 0.25, (dist[:, 1] - dist[:, 0]).reshape(h, w) * 400 / s)
    owner = owner[:, 0].reshape(h, w)
    count = np.maximum(np.bincount(owner.ravel(), minlength=n), 1)
    tone = np.stack([np.bincount(owner.ravel(), picture[..., c].ravel(), n) / count for c in range(3)], -1)
    flat = np.clip(tone * (1 + rng.normal(0, jitter, (n, 1))), 0, 1)[owner]
    return mix(flat, rgb(joint), lead * 0.9)


def mosaic(scene, rng):
    """Small stone tiles with dark joints."""
    return facets(vivid(scene, rng), rng, int(rng.integers(1300, 1800)), scene.s, 1.7, 0.08, "14161c")


def stained_glass(scene, rng):
    """Neon-lit panes of glass with lead between them."""
    return np.clip(facets(neon(scene, rng), rng, int(rng.integers(1100, 1500)), scene.s, 2.2, 0.2, "08080c") * 1.5, 0, 1)


def pointillist(scene, rng):
    """Separate dots of paint on dark canvas."""
    picture = vivid(scene, rng)
    h, w = picture.shape[:2]
    n = int(rng.integers(3600, 4600) * h * w / (min(h, w) ** 2))
    seeds = np.stack([rng.uniform(0, h - 1, n), rng.uniform(0, w - 1, n)], 1)
    ys, xs = np.mgrid[0:h, 0:w]
    dist, owner = cKDTree(seeds).query(np.stack([ys.ravel(), xs.ravel()], 1))
    tone = picture[seeds[:, 0].astype(int), seeds[:, 1].astype(int)] * (1 + rng.normal(0, 0.15, (n, 1)))
    dots = smoothstep(3.9, 2.8, dist.reshape(h, w) * 400 / scene.s)
    return np.clip(mix(np.broadcast_to(rgb("1a1722"), picture.shape), np.clip(tone, 0, 1)[owner].reshape(h, w, 3) * 1.1, dots), 0, 1)


def cross_stitch(scene, rng):
    """Crossed threads on a dark cloth."""
    picture = vivid(scene, rng)
    h, w = picture.shape[:2]
    cell = scene.s / rng.uniform(46, 58)
    ys, xs = np.mgrid[0:h, 0:w]
    u, v = (xs / cell) % 1 - 0.5, (ys / cell) % 1 - 0.5
    rows = np.clip(((ys // cell) + 0.5) * cell, 0, h - 1).astype(int)
    cols = np.clip(((xs // cell) + 0.5) * cell, 0, w - 1).astype(int)
    thread = blur(picture, cell * 0.3)[rows, cols]
    over, under = smoothstep(0.26, 0.16, np.abs(u - v)), smoothstep(0.26, 0.16, np.abs(u + v))
    cloth = np.broadcast_to(rgb("20242c"), picture.shape)
    return np.clip(mix(mix(cloth, thread * 0.8, under), thread * 1.15, over), 0, 1)


RESTYLES = {"mosaic": mosaic, "stained-glass": stained_glass, "pointillist": pointillist,
            "cross-stitch": cross_stitch}
