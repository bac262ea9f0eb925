"""A small height-field painter.

A scene is four stacked rasters of one size: albedo (H, W, 3; sRGB 0..1),
height (H, W; in scene units), gloss (H, W; 0..1) and nothing else. Dishes are
painted into it with three primitives (blob, strand, polygon). How light falls
on the result is decided later, in looks.py, so one drawing can be photographed
or restyled.

Scene units: the shorter visible side of the picture is 1.0, the origin is the
middle, x grows to the right and y downwards. The canvas is MARGIN times wider
than what is seen, so that tilting the camera never shows an edge.
"""

from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

MARGIN = 1.14


def rgb(hex_code):
    """'e8c070' -> float32 array (3,), sRGB 0..1."""
    return np.array([int(hex_code[i:i + 2], 16) / 255 for i in (0, 2, 4)], np.float32)


def vary(color, rng, amount=0.05):
    """The colour, a little lighter or darker and a little off in hue."""
    color = np.asarray(color, np.float32)
    shift = rng.normal(0, amount) + rng.normal(0, amount * 0.4, 3)
    return np.clip(color * (1 + shift), 0, 1).astype(np.float32)


def mix(a, b, t):
    """Blend colours a and b; t is (h, w) or a number, 0 gives a and 1 gives b."""
    a, b = np.asarray(a, np.float32), np.asarray(b, np.float32)
    t = np.asarray(t, np.float32)
    if t.ndim:
        t = t[..., None]
    return a + (b - a) * t


def smoothstep(low, high, value):
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


class Scene:
    """Rasters plus the primitives that paint into them."""

    def __init__(self, width, height, rng):
        """width, height: visible size in pixels; rng: numpy Generator."""
        self.rng = rng
        self.visible = (width, height)
        self.w, self.h = int(round(width * MARGIN)), int(round(height * MARGIN))
        self.s = float(min(width, height))
        self.albedo = np.full((self.h, self.w, 3), 0.5, np.float32)
        self.height = np.zeros((self.h, self.w), np.float32)
        self.gloss = np.zeros((self.h, self.w), np.float32)
        self.floor = 0.0  # height that everything on top of a cake, say, rests on
        self.tilt = None  # the camera may be told to stay level (side views)
        self._noise = {}
        self._origin, self._scale = (0.0, 0.0), 1.0

    # -- placing ----------------------------------------------------------

    @contextmanager
    def frame(self, x, y, scale):
        """Inside, coordinates and sizes are relative to (x, y), times scale."""
        saved = self._origin, self._scale
        self._origin = (saved[0][0] + x * saved[1], saved[0][1] + y * saved[1])
        self._scale = saved[1] * scale
        yield
        self._origin, self._scale = saved

    def _place(self, x, y):
        return self._origin[0] + x * self._scale, self._origin[1] + y * self._scale

    def noise(self, freq):
        """Smooth noise over the canvas, about -1..1, with freq bumps per unit."""
        key = round(float(freq), 1)
        if key not in self._noise:
            gw = int(min(self.w, max(2, self.w / self.s * freq))) + 1
            gh = int(min(self.h, max(2, self.h / self.s * freq))) + 1
            grid = Image.fromarray(self.rng.uniform(-1, 1, (gh, gw)).astype(np.float32))
            field = np.asarray(grid.resize((self.w, self.h), Image.BICUBIC))
            self._noise[key] = np.clip(field * 1.3, -1.3, 1.3)
        return self._noise[key]

    def fractal(self, freq, octaves=3):
        """Sum of noise octaves, about -1..1."""
        total = sum(self.noise(freq * 2 ** i) * 0.55 ** i for i in range(octaves))
        return total / sum(0.55 ** i for i in range(octaves))

    def _window(self, x0, y0, x1, y1):
        """Pixel window for a box in absolute units; None when off the canvas."""
        left = max(0, int((x0 * self.s) + self.w / 2) - 1)
        right = min(self.w, int((x1 * self.s) + self.w / 2) + 2)
        top = max(0, int((y0 * self.s) + self.h / 2) - 1)
        bottom = min(self.h, int((y1 * self.s) + self.h / 2) + 2)
        if right <= left or bottom <= top:
            return None
        xs = (np.arange(left, right, dtype=np.float32) + 0.5 - self.w / 2) / self.s
        ys = (np.arange(top, bottom, dtype=np.float32) + 0.5 - self.h / 2) / self.s
        return (slice(top, bottom), slice(left, right)), xs[None, :], ys[:, None]

    # -- compositing ------------------------------------------------------

    def _lay(self, where, mask, profile, rise, color, gloss, drape, sit, bump, bump_freq):
        """Composite one shape: mask (h, w) 0..1, profile (h, w) 0..1 of its rise."""
        under = self.height[where]
        relief = profile * (rise * self._scale)
        if bump:
            relief = relief + self.noise(bump_freq / self._scale)[where] * (bump * self._scale)
        if drape:
            self.height[where] = under + relief * mask
        else:
            total = float(mask.sum())
            base = self.floor + sit * (float((under * mask).sum()) / total - self.floor) if total > 0 else 0.0
            self.height[where] = under + (base + relief - under) * mask
        m3 = mask[..., None]
        self.albedo[where] += (np.asarray(color, np.float32) - self.albedo[where]) * m3
        self.gloss[where] += (gloss - self.gloss[where]) * mask

    @staticmethod
    def _profile(kind, inside, edge):
        """inside: 1 at the middle, 0 at the outline -> height share 0..1."""
        inside = np.clip(inside, 0, 1)
        if kind == "dome":
            return np.sqrt(np.clip(1 - (1 - inside) ** 2, 0, 1))
        if kind == "slab":
            t = np.clip(inside / edge, 0, 1)
            return np.sqrt(np.clip(1 - (1 - t) ** 2, 0, 1))
        if kind == "dish":  # high rim, hollow middle
            return np.clip(1 - inside / edge, 0, 1) ** 1.5 * np.clip(inside * 12, 0, 1)
        return np.ones_like(inside)

    def blob(self, x, y, rx, ry=None, angle=0.0, color=(1, 1, 1), rise=0.02, profile="dome",
             power=2.0, wobble=0.0, gloss=0.1, mottle=0.0, mottle_freq=24, bump=0.0,
             bump_freq=50, opacity=1.0, sit=1.0, edge=0.25, drape=False, soft=0.0, hole=0.0):
        """An ellipse, or rounded box for power > 2, with a wobbly outline.

        color: (3,) or a function of a namespace with x, y (-1..1 across the
        shape), d (0 middle .. 1 outline), a (angle), n (noise, -1..1).
        hole: inner radius share of a ring. soft: width of a faded edge, share of radius.
        """
        ry = rx if ry is None else ry
        cx, cy = self._place(x, y)
        rx, ry = rx * self._scale, ry * self._scale
        reach = max(rx, ry) * (1.05 + 2.5 * wobble) * (1.0 if power <= 2 else 1.35)
        window = self._window(cx - reach, cy - reach, cx + reach, cy + reach)
        if window is None:
            return
        where, xs, ys = window
        ca, sa = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        px, py = xs - cx, ys - cy
        u, v = (px * ca + py * sa) / rx, (py * ca - px * sa) / ry
        if power == 2.0:
            d = np.sqrt(u * u + v * v)
        else:
            d = (np.abs(u) ** power + np.abs(v) ** power) ** (1 / power)
        a = None
        if wobble:
            a = np.arctan2(v, u)
            amps = self.rng.normal(0, wobble, 5) / np.array([1.3, 1.3, 1.6, 2.0, 2.4])
            phase = self.rng.uniform(0, 6.28, 5)
            ripple = sum(np.float32(amps[i]) * np.cos((i + 2) * a + np.float32(phase[i])) for i in range(5))
            d = d / (1 + ripple)
        pixels = min(rx, ry) * self.s
        if hole:
            middle, half = (1 + hole) / 2, (1 - hole) / 2
            ring = np.abs(d - middle) / half
            mask = np.clip((1 - ring) * pixels * half + 0.5, 0, 1)
            inside = 1 - ring
        else:
            inside = 1 - d
            mask = np.clip(inside * pixels + 0.5, 0, 1) if not soft else smoothstep(0, soft, inside)
        n = self.noise(mottle_freq / self._scale)[where]
        if callable(color):
            if a is None:
                a = np.arctan2(v, u)
            color = color(SimpleNamespace(x=u, y=v, d=d, a=a, n=n))
        else:
            color = np.asarray(color, np.float32)
        if mottle:
            color = np.clip(color * (1 + mottle * n[..., None]), 0, 1)
        self._lay(where, mask * opacity, self._profile(profile, inside, edge), rise, color,
                  gloss, drape, sit, bump, bump_freq)

    def strand(self, points, radius, color=(1, 1, 1), rise=None, gloss=0.2, mottle=0.0,
               mottle_freq=24, bump=0.0, bump_freq=50, drape=False, sit=1.0, taper=0.0,
               profile="dome", edge=0.4, opacity=1.0):
        """A tube along points (N, 2). taper 0..1 thins both ends.

        color may be a function of t (0..1 along), d (0 axis .. 1 edge), side (-1..1), n.
        """
        pts = np.asarray(points, np.float32) * self._scale + np.asarray(self._origin, np.float32)
        r = radius * self._scale
        rise = radius if rise is None else rise
        window = self._window(pts[:, 0].min() - r, pts[:, 1].min() - r,
                              pts[:, 0].max() + r, pts[:, 1].max() + r)
        if window is None:
            return
        where, xs, ys = window
        shape = (ys.shape[0], xs.shape[1])
        best = np.full(shape, 9.0, np.float32)
        along = np.zeros(shape, np.float32)
        side = np.zeros(shape, np.float32)
        seg = np.diff(pts, axis=0)
        lengths = np.hypot(seg[:, 0], seg[:, 1]) + 1e-6
        ends = np.concatenate([[0], np.cumsum(lengths)])
        x_first, y_first, step = xs[0, 0], ys[0, 0], 1 / self.s
        for i in range(len(seg)):
            lo = np.minimum(pts[i], pts[i + 1]) - r - step
            hi = np.maximum(pts[i], pts[i + 1]) + r + step
            c0, c1 = max(0, int((lo[0] - x_first) / step)), min(shape[1], int((hi[0] - x_first) / step) + 2)
            r0, r1 = max(0, int((lo[1] - y_first) / step)), min(shape[0], int((hi[1] - y_first) / step) + 2)
            if c1 <= c0 or r1 <= r0:
                continue
            dx, dy = xs[:, c0:c1] - pts[i, 0], ys[r0:r1] - pts[i, 1]
            ux, uy = seg[i] / lengths[i]
            q = np.clip(dx * ux + dy * uy, 0, lengths[i])
            ex, ey = dx - q * ux, dy - q * uy
            dist = np.sqrt(ex * ex + ey * ey)
            area = (slice(r0, r1), slice(c0, c1))
            closer = dist < best[area]
            best[area] = np.where(closer, dist, best[area])
            along[area] = np.where(closer, (ends[i] + q) / ends[-1], along[area])
            side[area] = np.where(closer, np.sign(dx * uy - dy * ux), side[area])
        width = r
        if taper:
            width = r * (1 - taper * np.abs(2 * along - 1) ** 2.5)
        d = best / width
        mask = np.clip((1 - d) * r * self.s + 0.5, 0, 1)
        n = self.noise(mottle_freq / self._scale)[where]
        if callable(color):
            color = color(SimpleNamespace(t=along, d=d, side=side * d, n=n))
        if mottle:
            color = np.clip(np.asarray(color, np.float32) * (1 + mottle * n[..., None]), 0, 1)
        self._lay(where, mask * opacity, self._profile(profile, 1 - d, edge), rise, color, gloss,
                  drape, sit, bump, bump_freq)

    def polygon(self, points, color, rise=0.02, bevel=0.01, gloss=0.1, mottle=0.0, mottle_freq=24,
                bump=0.0, bump_freq=50, drape=False, sit=0.0, rounded=0.0):
        """A filled outline, points (N, 2), with edges bevelled over `bevel` units.

        color may be a function of x, y (frame units), edge (distance to the outline), n.
        rounded: corner radius in frame units.
        """
        pts = np.asarray(points, np.float32) * self._scale + np.asarray(self._origin, np.float32)
        pad = rounded * self._scale + 2 / self.s
        window = self._window(pts[:, 0].min() - pad, pts[:, 1].min() - pad,
                              pts[:, 0].max() + pad, pts[:, 1].max() + pad)
        if window is None:
            return
        where, xs, ys = window
        rows, cols = ys.shape[0], xs.shape[1]
        zoom = 3
        image = Image.new("L", (cols * zoom, rows * zoom))
        local = [((p[0] - xs[0, 0]) * self.s * zoom + zoom / 2, (p[1] - ys[0, 0]) * self.s * zoom + zoom / 2)
                 for p in pts]
        ImageDraw.Draw(image).polygon(local, fill=255)
        mask = np.asarray(image.resize((cols, rows), Image.BOX), np.float32) / 255
        if rounded:
            sigma = rounded * self._scale * self.s * 0.5
            mask = np.clip((ndimage.gaussian_filter(mask, sigma) - 0.5) * max(1.5, sigma * 2) + 0.5, 0, 1)
        depth = ndimage.distance_transform_edt(np.pad(mask > 0.5, 1))[1:-1, 1:-1].astype(np.float32) / self.s
        depth /= self._scale
        n = self.noise(mottle_freq / self._scale)[where]
        if callable(color):
            gx = (xs - self._origin[0]) / self._scale + np.zeros((rows, 1), np.float32)
            gy = (ys - self._origin[1]) / self._scale + np.zeros((1, cols), np.float32)
            color = color(SimpleNamespace(x=gx, y=gy, edge=depth, n=n))
        if mottle:
            color = np.clip(np.asarray(color, np.float32) * (1 + mottle * n[..., None]), 0, 1)
        t = np.clip(depth / max(bevel, 1e-4), 0, 1)
        self._lay(where, mask, np.sqrt(1 - (1 - t) ** 2), rise, color, gloss, drape, sit, bump, bump_freq)
