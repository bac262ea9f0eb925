"""The food itself: for each of the 11 classes, several dishes.

Every function paints into a scene within about +-0.35 units of the middle.
`top` dishes are seen from above and are put on whatever vessel the registry
at the end names; `side` dishes set their own stage.
"""

from dataclasses import dataclass
from typing import Callable

import numpy as np

from scene import mix, rgb, smoothstep, vary
from tableware import (TAU, backdrop, board, bowl, clutter, herbs, leaf, lemon, pan, pick, plate,
                       steam, table, tomato_slice, utensil)


def disc(rng, radius, power=0.5):
    """A random point (x, y) in a disc."""
    a, d = rng.uniform(0, TAU), radius * rng.uniform() ** power
    return np.cos(a) * d, np.sin(a) * d


def curve(rng, x, y, length, angle, bend, n=8):
    """Points (n, 2) of an arc through (x, y); bend is its total turn in radians."""
    t = np.linspace(-0.5, 0.5, n)
    heading = angle + bend * t
    step = np.stack([np.cos(heading), np.sin(heading)], 1) * (length / (n - 1))
    pts = np.cumsum(step, 0)
    return pts - pts[n // 2] + np.array([x, y])


# -- Bread ----------------------------------------------------------------

def bread_slices(s, rng):
    crust, crumb = vary(rgb("9a5a24"), rng, 0.1), vary(rgb(pick(rng, ["f0dcae", "e9cf9c", "c99f68"])), rng, 0.04)
    n = int(rng.integers(2, 5))
    turn = rng.uniform(-0.5, 0.5)
    for i in range(n):
        x, y = (i - (n - 1) / 2) * rng.uniform(0.13, 0.2), rng.uniform(-0.05, 0.05)
        a = turn + rng.normal(0, 0.12)
        w, h = rng.uniform(0.14, 0.17), rng.uniform(0.17, 0.2)
        ca, sa = np.cos(a), np.sin(a)
        outline = [(-.8, 1), (-.86, .1), (-1.05, -.3), (-.95, -.75), (-.5, -1), (.5, -1), (.95, -.75), (1.05, -.3), (.86, .1), (.8, 1)]
        pts = [(x + (u * w) * ca - (v * h) * sa, y + (u * w) * sa + (v * h) * ca) for u, v in outline]

        def tint(g):
            holes = smoothstep(0.35, 0.75, g.n) * smoothstep(0.02, 0.035, g.edge)
            c = mix(crumb, crumb * 0.86, holes)
            c = mix(crumb * rgb("f0c890"), c, smoothstep(0.008, 0.045, g.edge))
            return mix(crust, c, smoothstep(0.006, 0.016, g.edge))
        s.polygon(pts, tint, rise=0.035, bevel=0.008, rounded=0.022, sit=0.75, mottle_freq=64, bump=0.0022, bump_freq=64)


def baguette(s, rng):
    n = int(rng.integers(1, 3))
    turn = rng.uniform(-0.7, 0.7)
    gold, dark = vary(rgb("c98238"), rng, 0.06), rgb("7d421a")
    for i in range(n):
        off = (i - (n - 1) / 2) * 0.2
        pts = curve(rng, -np.sin(turn) * off, np.cos(turn) * off, 0.72, turn + rng.normal(0, 0.05), rng.normal(0, 0.15), 10)
        s.strand(pts, 0.082, color=lambda g: mix(gold, dark, np.clip(g.d ** 2 * 0.75 + g.n * 0.25, 0, 1)), rise=0.085,
                 taper=0.55, gloss=0.18, mottle_freq=16, bump=0.004, bump_freq=30)
        for k in range(5):
            p, q = pts[1 + (k * 7) // 5], pts[2 + (k * 7) // 5]
            a = np.arctan2(*(q - p)[::-1]) - 0.55
            s.blob(*((p + q) / 2), 0.075, 0.024, angle=a, color=lambda g: mix(rgb("f2d7a0"), rgb("d89a52"), g.d ** 2),
                   rise=-0.008, drape=True, mottle=0.1, wobble=0.05, bump=0.003, mottle_freq=50)
    for _ in range(30):
        s.blob(*disc(rng, 0.33), rng.uniform(0.002, 0.006), color=rgb("b57a3c"), rise=0.004, wobble=0.2)


def bread_rolls(s, rng):
    n = int(rng.integers(3, 6))
    gold, dark = vary(rgb(pick(rng, ["cf8a3e", "b86f2c", "d99f55"])), rng, 0.06), rgb("7a3f16")
    seeds, cross = rng.random() < 0.5, rng.random() < 0.5
    for i in range(n):
        a = TAU * i / n + rng.normal(0, 0.1)
        d = 0.17 if n < 5 else 0.2
        x, y, r = np.cos(a) * d, np.sin(a) * d, rng.uniform(0.125, 0.145)
        s.blob(x, y, r, r * rng.uniform(0.88, 1), angle=rng.uniform(0, 3),
               color=lambda g: mix(mix(gold, dark, smoothstep(0.0, 0.55, 0.5 - g.d * 0.5 + g.n * 0.25)), rgb("e9c48a"), smoothstep(0.72, 1, g.d)),
               rise=0.1, wobble=0.025, gloss=0.35, sit=0.3, mottle_freq=9, bump=0.003, bump_freq=40)
        if cross:
            for t in (0.6, 0.6 + np.pi / 2):
                s.blob(x, y, r * 0.6, r * 0.07, angle=t, color=rgb("f0dcb0"), rise=-0.004, drape=True, mottle=0.1)
        if seeds:
            for _ in range(26):
                u, v = disc(rng, r * 0.72)
                s.blob(x + u, y + v, 0.009, 0.005, angle=rng.uniform(0, 3), color=rgb("f4e6c0"), rise=0.004, drape=True, gloss=0.3)


# -- Dairy ----------------------------------------------------------------

def cheese_wedge(s, rng):
    top = vary(rgb(pick(rng, ["f2c84b", "f4d46e", "eeb83c"])), rng, 0.04)
    flip = rng.choice([-1, 1])
    p = np.array([(-0.33, 0.03), (0.22, -0.19), (0.34, 0.0)]) * [flip, 1]
    drop = rng.uniform(0.13, 0.18)
    down = np.array([0, drop])
    s.polygon([p[0], p[2], p[2] + down, p[0] + down], lambda g: top * np.float32([0.95, 0.84, 0.68]) * (1 + 0.04 * g.n)[..., None], rise=0.05, bevel=0.006,
              gloss=0.2, rounded=0.008)
    s.polygon(p, lambda g: np.clip(top * (1.05 + 0.04 * g.n)[..., None], 0, 1), rise=0.12, bevel=0.01, gloss=0.25, rounded=0.01)
    s.strand([p[1], p[2], p[2] + down], 0.012, color=vary(rgb("c98a2b"), rng, 0.1), rise=0.006, drape=True)
    for _ in range(int(rng.integers(9, 14))):  # holes on the cut face
        t, v = rng.uniform(0.12, 0.94), rng.uniform(0.16, 0.85)
        q = p[0] + (p[2] - p[0]) * t + down * v
        r = rng.uniform(0.012, 0.032)
        s.blob(q[0], q[1], r, r * 0.85, color=lambda g: mix(top * np.float32([0.66, 0.5, 0.3]), top * np.float32([0.88, 0.74, 0.55]), smoothstep(-0.6, 0.8, g.y)), rise=-0.012,
               drape=True, wobble=0.04)
    for _ in range(int(rng.integers(3, 7))):
        w = rng.dirichlet([2, 2, 2])
        q = w @ p
        r = rng.uniform(0.012, 0.026)
        s.blob(q[0], q[1], r, r * 0.5, color=top * 0.68, rise=-0.01, drape=True)
    if rng.random() < 0.7:
        for _ in range(int(rng.integers(2, 6))):
            grape(s, rng, -flip * rng.uniform(-0.05, 0.3) * -1, rng.uniform(-0.3, -0.2), 0.042)


def grape(s, rng, x, y, r):
    c = vary(rgb(pick(rng, ["5a2a4e", "8fae4b"])), rng, 0.08)
    s.blob(x, y, r, r * 0.9, color=lambda g: mix(c * 1.15, c * 0.7, g.d), rise=r * 1.2, gloss=0.6)


def yoghurt(s, rng, r):
    white = vary(rgb(pick(rng, ["fbf7ee", "fdfaf4", "f7e3e2"])), rng, 0.01)
    phase = rng.uniform(0, 6)
    s.blob(0, 0, r, color=white, rise=0.008, profile="slab", edge=0.1, gloss=0.35)
    turns = np.linspace(0, TAU * 2.6, 60)
    spiral = np.stack([np.cos(turns + phase), np.sin(turns + phase)], 1) * (r * 0.86 * (1 - turns / turns[-1] * 0.95))[:, None]
    s.strand(spiral, r * 0.15, color=white, rise=0.03, gloss=0.4, drape=True, opacity=0.9)
    if rng.random() < 0.75:
        for _ in range(int(rng.integers(3, 9))):
            x, y = disc(rng, r * 0.6)
            berry(s, rng, x * 0.8 + r * 0.2, y * 0.8, rng.uniform(0.026, 0.036))
        if rng.random() < 0.6:
            leaf(s, rng, r * 0.2, 0.0, 0.05)
    if rng.random() < 0.4:
        t = np.linspace(-0.7, 0.7, 24) * r
        s.strand(np.stack([t, np.sin(t * 40) * 0.06 - 0.02], 1), 0.008, color=rgb("c87a16"), rise=0.006, drape=True, gloss=0.9)


def berry(s, rng, x, y, r):
    c = vary(rgb(pick(rng, ["2f3a66", "b3203a", "c02c40"])), rng, 0.08)
    s.blob(x, y, r, color=lambda g: mix(c * 1.1, c * 0.7, g.d), rise=r, gloss=0.5, wobble=0.02, bump=0.005, bump_freq=70)
    s.blob(x, y, r * 0.25, color=c * 0.5, rise=-0.004, drape=True)


def butter(s, rng):
    c = vary(rgb("f5df8a"), rng, 0.03)
    y0, w, h = 0.02, rng.uniform(0.2, 0.25), 0.12
    skew = rng.uniform(0.06, 0.1)
    front = [(-w, y0), (w, y0), (w, y0 + h), (-w, y0 + h)]
    top = [(-w, y0), (w, y0), (w + skew, y0 - 0.12), (-w + skew, y0 - 0.12)]
    end = [(w, y0), (w + skew, y0 - 0.12), (w + skew, y0 - 0.12 + h), (w, y0 + h)]
    s.polygon(end, c * 0.86, rise=0.03, bevel=0.006, gloss=0.3, rounded=0.006)
    s.polygon(front, lambda g: c * (0.93 + 0.03 * g.n)[..., None], rise=0.06, bevel=0.008, gloss=0.35, rounded=0.008)
    s.polygon(top, c * 1.03, rise=0.09, bevel=0.012, gloss=0.4, rounded=0.01)
    for k in range(int(rng.integers(1, 4))):  # pats cut off the block
        s.blob(-w + 0.06 + k * 0.1, y0 + h + 0.1, 0.055, 0.04, angle=rng.normal(0.1, 0.3), color=vary(c, rng, 0.02), rise=0.025, power=5,
               profile="slab", edge=0.2, gloss=0.4)


def milk_glass(s, rng):
    table(s, rng)
    backdrop(s, rng, rng.uniform(-0.18, -0.02))
    glasses = [(0.0, 1.0)] if rng.random() < 0.5 else [(-0.17, 0.85), (0.1, 1.0)]
    bottle = rng.random() < 0.4
    if bottle:
        glasses = [(0.14, 0.95)]
        milk_vessel(s, rng, -0.16, 0.22, 0.125, 0.56, bottle=True)
    for x, k in glasses:
        milk_vessel(s, rng, x, 0.28, 0.12 * k, 0.46 * k)


def milk_vessel(s, rng, x, base, r, height, bottle=False):
    """A glass (or bottle) of milk from the side; base is the y of its foot."""
    white = rgb("faf8f2")
    glass = rgb("dfe8ea")
    top, fill = base - height, base - height * rng.uniform(0.72, 0.85)
    taper = 1.0 if bottle else 1.18

    def round_shade(g):
        u = (g.x - x) / r
        return np.clip(1.0 - 0.25 * np.abs(u) ** 3 - 0.06 * u, 0, 1)
    s.blob(x + 0.05, base + 0.005, r * 1.5, r * 0.36, color=rgb("3a332c"), rise=0, profile="flat", drape=True, opacity=0.4, soft=0.8)
    outline = [(x - r, base), (x + r, base), (x + r * taper, top), (x - r * taper, top)]
    if bottle:
        fill = top + height * 0.16
        outline = [(x - r, base), (x + r, base), (x + r, top + height * .38), (x + r * .45, top + height * .18),
                   (x + r * .45, top), (x - r * .45, top), (x - r * .45, top + height * .18), (x - r, top + height * .38)]
    s.polygon(outline, lambda g: mix(glass, rgb("9fb0b5"), smoothstep(0.5, 1.05, np.abs(g.x - x) / r)), rise=0.02, bevel=0.05,
              gloss=0.9, rounded=0.02)
    inset = 0.9
    k = (base - fill) / height
    rt = r * (1 + (taper - 1) * k)
    inner = [(x - r * inset, base - 0.025), (x + r * inset, base - 0.025), (x + rt * inset, fill), (x - rt * inset, fill)]
    if bottle:
        inner = [(x + (u - x) * inset, min(max(v, fill), base - 0.02)) for u, v in outline]
    s.polygon(inner, lambda g: white * round_shade(g)[..., None], rise=0.05, bevel=r, gloss=0.15, rounded=0.015)
    if bottle:
        s.blob(x, top, r * 0.5, r * 0.15, color=rgb("c9403a"), rise=0.03, profile="slab", gloss=0.4)
    else:
        s.blob(x, fill, rt * inset, rt * 0.26, color=rgb("fffdf8"), rise=0.0, profile="flat", gloss=0.3)
        s.blob(x, top, r * taper, r * taper * 0.27, color=rgb("f4f8f8"), rise=0.012, drape=True, hole=0.92, gloss=1.0)
        for i in range(9):
            a = rng.uniform(0, TAU)
            s.blob(x + np.cos(a) * rt * 0.8, fill + np.sin(a) * rt * 0.2, 0.009, 0.005, color=rgb("f1eee6"), rise=0.004, drape=True, hole=0.5)
    for u, wd in ((-0.62, 0.012), (0.7, 0.006)):
        s.strand([(x + u * r, base - 0.06), (x + u * r * taper * (0.98 if not bottle else 1), base - height * (0.9 if not bottle else .55))], wd,
                 color=rgb("ffffff"), rise=0, drape=True, gloss=0.2, opacity=0.55)


# -- Dessert --------------------------------------------------------------

SPONGES = [("e8bd78", "fff6ea"), ("5a3220", "f5e6d8"), ("4a281a", "7d4a32"), ("a52a32", "fbf3ea"), ("edd08f", "e78aa0")]
ICINGS = ["f6a5b8", "fbf1e6", "5b3120", "c9e3d2", "f3d27c", "cbb3e0"]


def rosette(s, rng, x, y, r, color):
    """A piped swirl of frosting from above."""
    phase = rng.uniform(0, 6)
    s.blob(x, y, r, color=lambda g: color * (0.93 + 0.09 * np.sin(g.a * 6 + g.d * 9 + phase))[..., None], rise=r * 0.55,
           gloss=0.3, sit=0.9, wobble=0.02)
    t = np.linspace(0, TAU * 1.8, 22)
    spiral = np.stack([x + np.cos(t + phase) * r * 0.75 * (1 - t / 12.5), y + np.sin(t + phase) * r * 0.75 * (1 - t / 12.5)], 1)
    s.strand(spiral, r * 0.22, color=np.clip(color * 1.04, 0, 1), rise=r * 0.22, drape=True, gloss=0.3)


def sprinkles(s, rng, n, where, size=1.0):
    for _ in range(n):
        x, y = where()
        s.strand(curve(rng, x, y, 0.022 * size, rng.uniform(0, 3), 0, 2), 0.0045 * size,
                 color=rgb(pick(rng, ["e23b4e", "3b8fd6", "f6d23c", "56b65a", "ffffff", "f08a2c"])), rise=0.005, drape=True, gloss=0.4)


def strawberry(s, rng, x, y, r, angle=None):
    angle = rng.uniform(-0.6, 0.6) if angle is None else angle
    red = vary(rgb("d3202c"), rng, 0.06)
    s.blob(x, y, r, r * 1.2, angle=angle, color=lambda g: mix(red * 1.05, red * 0.75, g.d ** 2), rise=r * 0.9, power=1.8, gloss=0.6, sit=1)
    for _ in range(16):
        u, v = disc(rng, r * 0.8)
        s.blob(x + u, y + v * 1.15, 0.0035, 0.0055, color=rgb("f0cf6a"), rise=-0.002, drape=True)
    for k in range(5):
        a = -np.pi / 2 + (k - 2) * 0.55 + angle
        leaf(s, rng, x + np.sin(angle) * r + np.cos(a) * r * 0.45, y - np.cos(angle) * r * 1.0 + np.sin(a) * r * 0.25, r * 0.42, angle=a)


def cake_slice(s, rng):
    sponge, cream = (rgb(c) for c in pick(rng, SPONGES))
    icing = vary(rgb(pick(rng, ICINGS)), rng, 0.03)
    flip = rng.choice([-1, 1])
    tip, back1, back2 = np.array([(-0.3, 0.0), (0.12, -0.2), (0.31, -0.04)]) * [flip, 1]
    tall = rng.uniform(0.2, 0.26)
    down = np.array([0, tall])
    layers = int(rng.integers(2, 5))

    def cut_face(g):
        t = np.clip((g.x - tip[0]) / (back2[0] - tip[0]), 0, 1)
        depth = (g.y - (tip[1] + (back2[1] - tip[1]) * t)) / tall
        stripe = np.abs(((depth * layers + 0.5) % 1) - 0.5)
        is_cream = smoothstep(0.16, 0.11, stripe + 0.03 * g.n)
        crumbs = sponge * (0.98 + 0.12 * g.n)[..., None]
        c = mix(crumbs, cream, is_cream)
        return mix(c, icing, smoothstep(0.07, 0.04, depth) + smoothstep(0.965, 0.985, t))
    s.polygon([tip, back2, back2 + down, tip + down], cut_face, rise=0.05, bevel=0.012, bump=0.003, bump_freq=80, mottle_freq=70, rounded=0.006)
    s.polygon([tip, back1, back2], icing, rise=0.13, bevel=0.02, gloss=0.35, rounded=0.015, mottle=0.03)
    for k in range(4):
        q = back1 + (back2 - back1) * (k + 0.5) / 4
        rosette(s, rng, q[0], q[1], 0.036, np.clip(icing * 1.06, 0, 1))
    if rng.random() < 0.6:
        strawberry(s, rng, 0.06 * flip, -0.13, 0.05)
    elif rng.random() < 0.6:
        sprinkles(s, rng, 26, lambda: rng.dirichlet([1.5, 1.5, 1.5]) @ np.stack([tip, back1, back2]))
    else:
        for k in range(5):
            t = 0.1 + k * 0.17
            q = tip + (back2 - tip) * t
            s.strand([q - [0, 0.01], q + [0, rng.uniform(0.03, 0.1)]], 0.016, color=rgb("4a2415"), rise=0.01, drape=True, gloss=0.7)


def cupcakes(s, rng):
    table(s, rng)
    backdrop(s, rng, rng.uniform(-0.22, -0.05))
    spots = [(0, 0.1, 1.1)] if rng.random() < 0.4 else [(-0.22, 0.04, 0.75), (0.22, 0.04, 0.75), (0, 0.16, 0.85)]
    plate_r = 0.3 if len(spots) == 1 else 0.44
    s.blob(0, 0.36, plate_r, plate_r * 0.3, color=rgb("efece4"), rise=0.03, profile="slab", edge=0.15, gloss=0.5)
    for x, y, k in spots:
        with s.frame(x, y, k):
            cupcake(s, rng)


def cupcake(s, rng):
    wrap = vary(rgb(pick(rng, ["c9503f", "5b7fa8", "e7c7a0", "6a3f2a", "8fbf9c", "f0e6d6"])), rng, 0.05)
    icing = vary(rgb(pick(rng, ICINGS)), rng, 0.04)
    s.polygon([(-0.17, 0.02), (0.17, 0.02), (0.12, 0.25), (-0.12, 0.25)],
              lambda g: np.clip(wrap * (0.86 + 0.2 * np.sin(g.x * (150 - g.y * -60)) - 1.1 * np.abs(g.x) ** 1.5)[..., None], 0, 1), rise=0.07, bevel=0.13, gloss=0.1, rounded=0.008)
    s.blob(0, 0.02, 0.19, 0.06, color=rgb(pick(rng, ["c98a48", "4a2818"])), rise=0.06, gloss=0.1, bump=0.006)
    for i in range(5):
        w = 0.19 * (1 - i * 0.185)
        s.blob(0, 0.0 - i * 0.062, w, 0.052 - i * 0.003, angle=-0.08, rise=0.06 + 0.006 * i,
               color=lambda g, i=i: np.clip(icing * (0.93 + 0.10 * np.sin(g.x * 8 + g.y * 2.5 + i))[..., None], 0, 1), gloss=0.35, sit=0.4)
        for k in range(5):
            u = (k - 2) / 2.4 * w
            s.strand([(u - 0.018, 0.03 - i * 0.062), (u + 0.025, -0.035 - i * 0.062)], 0.012, color=np.clip(icing * 1.03, 0, 1), rise=0.012, drape=True, gloss=0.3, taper=0.6)
    s.blob(0, -0.30, 0.022, 0.035, color=icing, rise=0.03, gloss=0.35)
    if rng.random() < 0.5:
        s.blob(0, -0.31, 0.046, color=lambda g: mix(rgb("c8162b"), rgb("7d0a1a"), g.d ** 2), rise=0.05, gloss=1.0)
        s.strand([(0, -0.35), (0.03, -0.42), (0.05, -0.44)], 0.004, color=rgb("4a6a2a"))
    if rng.random() < 0.6:
        sprinkles(s, rng, 34, lambda: ((lambda y: (rng.uniform(-1, 1) * (0.17 + y * 0.45), y))(rng.uniform(-0.25, 0.02))))


def doughnuts(s, rng):
    spots = [(0, 0, 0.25)] if rng.random() < 0.4 else [(-0.15, -0.1, 0.155), (0.16, -0.08, 0.155), (0.0, 0.17, 0.155)]
    for x, y, r in spots:
        dough, icing = vary(rgb("cf924a"), rng, 0.05), vary(rgb(pick(rng, ICINGS)), rng, 0.04)
        s.blob(x, y, r, color=lambda g: mix(dough * 1.12, dough * 0.75, smoothstep(0.8, 1, g.d)), rise=r * 0.5, hole=0.3, wobble=0.015, sit=0.5, gloss=0.15, mottle=0.05)
        s.blob(x, y, r * 0.88, color=icing, rise=0.012, hole=0.36, wobble=0.04, drape=True, gloss=0.65, profile="slab", edge=0.3)
        if rng.random() < 0.65:
            def ring():
                a, d = rng.uniform(0, TAU), r * rng.uniform(0.45, 0.78)
                return x + np.cos(a) * d, y + np.sin(a) * d
            sprinkles(s, rng, int(30 + 200 * r), ring)
        else:
            t = np.linspace(-0.8, 0.8, 26) * r
            zig = np.abs(((t / r * 5) % 2) - 1) - 0.5
            line = np.stack([x + t, y + zig * r * 1.1], 1)
            for part in (line[line[:, 0] < x - r * 0.33], line[line[:, 0] > x + r * 0.33]):
                if len(part) > 2:
                    s.strand(part, 0.006, color=rgb("fff4e6") if icing.mean() < 0.6 else rgb("5b3120"), rise=0.004, drape=True, gloss=0.5)


def ice_cream(s, rng, r=0.3):
    flavours = ["f6e6c0", "f2a9b4", "5d3826", "cfe0b0", "d98f6a", "e9dff0"]
    spots = [(-0.12, 0.06), (0.12, 0.06), (0.0, -0.12)]
    order = rng.permutation(len(flavours))
    for i, (x, y) in enumerate(spots):
        c = vary(rgb(flavours[order[i]]), rng, 0.03)
        q = 0.15
        s.blob(x, y, q, color=lambda g: np.clip(c * (1 + 0.07 * g.n)[..., None], 0, 1), rise=0.13, wobble=0.02, gloss=0.3,
               bump=0.012, bump_freq=24, mottle_freq=36, sit=0.3)
        for k in range(7):
            a = rng.uniform(0, TAU)
            s.blob(x + np.cos(a) * q * 0.93, y + np.sin(a) * q * 0.93, 0.03, 0.018, angle=a + 1.57, color=c * 0.98, rise=0.015, wobble=0.15, drape=True, bump=0.01, gloss=0.3)
        if rng.random() < 0.6:
            for k in range(5):
                a = TAU * k / 5 + rng.uniform(0, 1)
                s.strand([(x, y), (x + np.cos(a) * q * 0.5, y + np.sin(a) * q * 0.5), (x + np.cos(a + .1) * q * 0.8, y + np.sin(a + .1) * q * 0.8)],
                         0.022, color=rgb("3c1c10"), rise=0.008, drape=True, gloss=0.9)
            s.blob(x, y, 0.05, color=rgb("3c1c10"), rise=0.008, wobble=0.1, drape=True, gloss=0.9)
    a = rng.uniform(-1, 0.2)
    s.polygon([(0.05, -0.2), (0.12, -0.15), (0.3, -0.34), (0.22, -0.4)],
              lambda g: rgb("d9a55a") * (0.85 + 0.25 * (np.abs(np.sin((g.x + g.y) * 90)) * np.abs(np.sin((g.x - g.y) * 90))))[..., None], rise=0.03, bevel=0.006, sit=0.8)
    s.blob(0.02, -0.13, 0.036, color=lambda g: mix(rgb("c8162b"), rgb("7d0a1a"), g.d ** 2), rise=0.04, gloss=1.0)


# -- Egg ------------------------------------------------------------------

def fried_eggs(s, rng):
    spots = [(0, 0, 0.22)] if rng.random() < 0.35 else [(-0.13, 0.03, 0.165), (0.13, -0.03, 0.165)]
    if rng.random() < 0.25:
        spots = [(-0.14, -0.1, 0.15), (0.14, -0.08, 0.15), (0.0, 0.15, 0.15)]
    for x, y, r in spots:
        def white(g):
            lace = smoothstep(0.82, 1.0, g.d + 0.08 * g.n)
            return mix(mix(rgb("fdfbf5"), rgb("f1ead8"), smoothstep(0.2, 0.8, g.n * 0.5 + 0.4)), rgb("b5762f"), lace * 0.8)
        s.blob(x, y, r, r * rng.uniform(0.85, 1), angle=rng.uniform(0, 3), color=white, rise=0.016, profile="slab", edge=0.35, wobble=0.1,
               gloss=0.5, bump=0.005, bump_freq=18, mottle_freq=22, sit=0.9)
        yolk = vary(rgb(pick(rng, ["f6a81c", "f2930f", "f8b72c"])), rng, 0.03)
        u, v = disc(rng, r * 0.2)
        s.blob(x + u, y + v, r * 0.38, color=lambda g: mix(yolk, yolk * np.float32([0.95, 0.8, 0.6]), g.d ** 3), rise=0.05, gloss=1.0, wobble=0.015)
    herbs(s, rng, int(rng.integers(0, 25)), 0.25)
    for _ in range(40):
        s.blob(*disc(rng, 0.25), 0.003, color=rgb("2b2622"), rise=0.002, drape=True)


def boiled_eggs(s, rng):
    n = int(rng.integers(4, 7))
    for i in range(n):
        a = TAU * i / n + rng.normal(0, 0.08)
        x, y, t = np.cos(a) * 0.19, np.sin(a) * 0.19, a + rng.normal(0, 0.2)
        yolk = vary(rgb(pick(rng, ["f3bd3b", "eea92a"])), rng, 0.04)
        s.blob(x, y, 0.125, 0.093, angle=t, color=rgb("fcf8ef"), rise=0.045, profile="slab", edge=0.3, wobble=0.012, gloss=0.4, sit=0.2)
        s.blob(x - np.cos(t) * 0.02, y - np.sin(t) * 0.02, 0.062, 0.058, color=lambda g: mix(yolk * 1.05, yolk * 0.86, smoothstep(0.5, 1, g.d + 0.1 * g.n)),
               rise=0.012, wobble=0.02, drape=True, bump=0.004, bump_freq=60, mottle_freq=40)
        for _ in range(14):
            u, v = disc(rng, 0.06)
            s.blob(x + u, y + v, rng.uniform(0.002, 0.005), color=rgb(pick(rng, ["a8321c", "2b2622", "4f8a35"])), rise=0.002, drape=True)
    for _ in range(3):
        leaf(s, rng, *disc(rng, 0.08), 0.06, lobed=True)


def omelette(s, rng):
    yellow = vary(rgb(pick(rng, ["f3c64a", "f0bb3c"])), rng, 0.04)
    turn = rng.uniform(-0.5, 0.5)

    def tint(g):
        brown = smoothstep(0.05, 0.6, g.n) * 0.55
        return mix(mix(yellow, rgb("b4702a"), brown), rgb("fae08a"), smoothstep(0.75, 0.98, g.d) * 0.7)
    s.blob(0, 0.02, 0.33, 0.19, angle=turn, color=yellow * 0.95, rise=0.03, wobble=0.04, gloss=0.35, bump=0.006)
    s.blob(0, -0.02, 0.32, 0.17, angle=turn, color=tint, rise=0.055, wobble=0.05, gloss=0.4, mottle_freq=9, bump=0.006, bump_freq=22, sit=0.5)
    for k in range(2):
        s.strand(curve(rng, 0, 0.04 + 0.05 * k, 0.5, turn, 0.5, 8), 0.014, color=yellow * 0.8, rise=-0.01, drape=True, taper=0.8)
    for _ in range(int(rng.integers(16, 40))):
        x, y = disc(rng, 0.2)
        s.blob(x, y * 0.6, 0.012, 0.012, color=vary(rgb("5c9a3c"), rng, 0.1), rise=0.006, drape=True, hole=0.4)
    for _ in range(int(rng.integers(0, 3))):
        a = rng.choice([-1, 1])
        tomato_slice(s, rng, a * 0.2 + rng.normal(0, 0.04), 0.22, 0.06)


# -- Fried food -----------------------------------------------------------

def fries(s, rng):
    n = int(rng.integers(44, 64))
    for i in range(n):
        x, y = disc(rng, 0.2, 0.6)
        c = vary(rgb(pick(rng, ["f6c850", "f0bb42", "f8d468"])), rng, 0.06)
        s.strand(curve(rng, x, y, rng.uniform(0.18, 0.3), rng.uniform(0, np.pi), rng.normal(0, 0.2), 4), 0.0235,
                 color=lambda g: mix(c, rgb("b06d22"), np.clip(smoothstep(0.84, 1, np.abs(2 * g.t - 1)) * 0.6 + g.n * 0.1, 0, 1)), rise=0.03,
                 profile="slab", edge=0.55, gloss=0.3, sit=0.8, mottle_freq=30)
    if rng.random() < 0.65:
        a = rng.uniform(0, TAU)
        dip(s, rng, np.cos(a) * 0.27, np.sin(a) * 0.27)
    for _ in range(30):
        s.blob(*disc(rng, 0.25), 0.003, color=rgb("ffffff"), rise=0.003, drape=True)


def dip(s, rng, x, y, r=0.085):
    c = vary(rgb(pick(rng, ["b3221a", "b3221a", "f3ead0", "c98a2a"])), rng, 0.04)
    s.blob(x, y, r, color=rgb("f2f0ea"), rise=0.06, profile="slab", edge=0.15, gloss=0.5, sit=0.2)
    s.blob(x, y, r * 0.84, color=c, rise=-0.015, profile="slab", drape=True, gloss=0.7, bump=0.01, bump_freq=14)


def nuggets(s, rng):
    n = int(rng.integers(8, 12))
    for i in range(n):
        x, y = disc(rng, 0.23, 0.6)
        c = vary(rgb(pick(rng, ["dc9436", "e6a646", "cd832c"])), rng, 0.07)
        s.blob(x, y, rng.uniform(0.095, 0.12), rng.uniform(0.07, 0.09), angle=rng.uniform(0, 3),
               color=lambda g: np.clip(c * (1 + 0.14 * g.n - 0.15 * g.d)[..., None], 0, 1), rise=0.075, wobble=0.05, gloss=0.3,
               bump=0.0055, bump_freq=72, mottle_freq=72, sit=0.6)
    if rng.random() < 0.75:
        a = rng.uniform(0, TAU)
        dip(s, rng, np.cos(a) * 0.22, np.sin(a) * 0.22, 0.1)
    if rng.random() < 0.4:
        lemon(s, rng, *disc(rng, 0.25), 0.07)
    herbs(s, rng, int(rng.integers(0, 12)), 0.25)


def onion_rings(s, rng):
    for i in range(int(rng.integers(7, 11))):
        x, y = disc(rng, 0.2, 0.6)
        c = vary(rgb(pick(rng, ["d2903a", "c87f2c", "dda24c"])), rng, 0.06)
        r = rng.uniform(0.1, 0.155)
        s.blob(x, y, r, r * rng.uniform(0.7, 1), angle=rng.uniform(0, 3), color=lambda g: np.clip(c * (1 + 0.15 * g.n)[..., None], 0, 1), rise=0.05,
               hole=0.58, wobble=0.03, gloss=0.25, bump=0.006, bump_freq=70, mottle_freq=60, sit=0.7)
    if rng.random() < 0.6:
        a = rng.uniform(0, TAU)
        dip(s, rng, np.cos(a) * 0.26, np.sin(a) * 0.26)


# -- Meat -----------------------------------------------------------------

def steak(s, rng):
    turn = rng.uniform(0, 3)
    brown = vary(rgb(pick(rng, ["6a3420", "5a2a1a", "7a4028"])), rng, 0.06)
    s.blob(0, 0, 0.31, 0.21, angle=turn, color=rgb("d8b58a"), rise=0.05, wobble=0.06, profile="slab", edge=0.3, gloss=0.4)
    spacing, tilt = rng.uniform(5.5, 7.5), rng.uniform(0.2, 0.9)

    def tint(g):
        bars = smoothstep(0.55, 0.9, np.sin((g.x * np.cos(tilt) + g.y * 0.75 * np.sin(tilt)) * spacing * 2.6))
        c = brown * (1 + 0.35 * g.n)[..., None]
        return np.clip(mix(c, rgb("180c08"), bars * 0.85), 0, 1)
    s.blob(0.005, 0.004, 0.292, 0.193, angle=turn, color=tint, rise=0.014, wobble=0.05, profile="slab", edge=0.2, gloss=0.55,
           bump=0.009, bump_freq=40, mottle_freq=34, drape=True)
    if rng.random() < 0.5:  # a few slices showing a pink middle
        for k in range(4):
            x = -0.12 + k * 0.075
            s.blob(x, 0.2, 0.034, 0.1, angle=rng.normal(0.25, 0.05), color=lambda g: mix(rgb("c25a55"), rgb("5a2a1a"), smoothstep(0.45, 0.95, g.d + 0.1 * g.n)),
                   rise=0.04, profile="slab", power=3, gloss=0.6, mottle_freq=30)
    stem = curve(rng, 0.0, -0.02, 0.3, rng.uniform(0, 3), 0.4, 8)
    s.strand(stem, 0.006, color=rgb("5a6b35"), rise=0.01)
    for p, q in zip(stem[:-1], stem[1:]):
        for side in (-1, 1):
            a = np.arctan2(*(q - p)[::-1]) + side * 0.8
            s.strand([p, p + np.array([np.cos(a), np.sin(a)]) * 0.045], 0.006, color=vary(rgb("4a7040"), rng, 0.1), rise=0.008)
    if rng.random() < 0.4:
        s.blob(-0.08, -0.05, 0.05, 0.042, angle=0.4, color=rgb("f5df8a"), rise=0.03, power=5, profile="slab", gloss=0.5)


def meatballs(s, rng):
    sauce = vary(rgb(pick(rng, ["8a2a14", "6a3a20", "a5391c"])), rng, 0.06)
    s.blob(0, 0, 0.31, 0.27, color=sauce, rise=0.014, wobble=0.06, gloss=0.7, profile="slab", bump=0.008, bump_freq=20, mottle=0.12)
    n = int(rng.integers(6, 10))
    for i in range(n):
        a, d = TAU * i / (n - 1), 0.0 if i == n - 1 else rng.uniform(0.16, 0.2)
        c = vary(rgb("6b3a22"), rng, 0.08)
        s.blob(np.cos(a) * d, np.sin(a) * d, rng.uniform(0.078, 0.09), color=lambda g: np.clip(mix(c * (1.05 + 0.3 * g.n)[..., None], sauce, 0.35 * smoothstep(0.1, -0.5, g.n)), 0, 1),
               rise=0.09, wobble=0.03, gloss=0.45, bump=0.009, bump_freq=48, mottle_freq=40, sit=0.4)
    herbs(s, rng, int(rng.integers(12, 34)), 0.24)


def sausages(s, rng):
    n = int(rng.integers(3, 6))
    turn = rng.uniform(-0.6, 0.6)
    for i in range(n):
        off = (i - (n - 1) / 2) * 0.108
        c = vary(rgb(pick(rng, ["8f4424", "a3532c", "7a351c"])), rng, 0.06)
        pts = curve(rng, -np.sin(turn) * off, np.cos(turn) * off, rng.uniform(0.42, 0.5), turn + rng.normal(0, 0.05), rng.normal(0.3, 0.25), 9)

        def tint(g):
            char = smoothstep(0.5, 0.85, np.sin(g.t * 42 + g.side * 1.4)) * smoothstep(0.9, 0.4, g.d)
            return np.clip(mix(c * (1 + 0.25 * g.n - 0.2 * g.d)[..., None], rgb("1f0f09"), char * 0.7), 0, 1)
        s.strand(pts, 0.05, color=tint, rise=0.06, gloss=0.75, mottle_freq=18, bump=0.002, sit=0.3)
    if rng.random() < 0.6:
        s.blob(0.02, 0.3, 0.08, 0.05, color=rgb("c9971f"), rise=0.03, wobble=0.1, gloss=0.5, bump=0.006)
    if rng.random() < 0.5:
        leaf(s, rng, -0.15, -0.28, 0.07, lobed=True), leaf(s, rng, -0.08, -0.3, 0.06, lobed=True)


def bacon(s, rng):
    n = int(rng.integers(4, 6))
    turn = rng.uniform(-0.5, 0.5)
    for i in range(n):
        off = (i - (n - 1) / 2) * 0.115
        t = np.linspace(-0.33, 0.33, 14)
        wave = np.sin(t * 26 + rng.uniform(0, 6)) * 0.016
        x = t * np.cos(turn) - (off + wave) * np.sin(turn)
        y = t * np.sin(turn) + (off + wave) * np.cos(turn)
        lean, fat = vary(rgb("a83a2a"), rng, 0.08), rgb("f0cfa6")
        shift = rng.uniform(-0.3, 0.3)

        def tint(g):
            band = np.sin((g.side + shift + 0.25 * np.sin(g.t * 14)) * 5.5 + g.n * 1.2)
            c = mix(lean, fat, smoothstep(0.25, 0.7, band))
            return mix(c, rgb("5a2412"), smoothstep(0.75, 1, g.d) * 0.7 + smoothstep(0.3, 0.9, g.n) * 0.3)
        s.strand(np.stack([x, y], 1), 0.052, color=tint, rise=0.02, profile="slab", gloss=0.75, mottle_freq=14, bump=0.016, bump_freq=13, sit=0.6)


# -- Noodles / Pasta ------------------------------------------------------

def spaghetti(s, rng):
    for i in range(96):
        x, y = disc(rng, 0.18, 0.6)
        c = vary(rgb("f8dc8c"), rng, 0.05)
        a = np.arctan2(y, x) + np.pi / 2 + rng.normal(0, 0.6)
        s.strand(curve(rng, x, y, rng.uniform(0.25, 0.5), a, rng.normal(2.3, 0.8), 12), 0.0088,
                 color=lambda g: mix(c, c * np.float32([0.9, 0.76, 0.5]), g.d ** 2), rise=0.02, gloss=0.55, sit=0.92)
    kind = pick(rng, ["tomato", "tomato", "pesto", "plain"])
    if kind == "tomato":
        sauce = vary(rgb(pick(rng, ["b3301a", "a02814", "c04022"])), rng, 0.05)
        s.blob(0, 0, 0.155, 0.14, color=lambda g: np.clip(sauce * (1 + 0.3 * g.n)[..., None], 0, 1), rise=0.03, wobble=0.12, gloss=0.7, drape=True,
               bump=0.018, bump_freq=26, mottle_freq=30)
        for _ in range(10):
            s.blob(*disc(rng, 0.13), rng.uniform(0.015, 0.03), color=vary(sauce * 0.8, rng, 0.15), rise=0.02, wobble=0.15, gloss=0.5, drape=True)
    elif kind == "pesto":
        for _ in range(60):
            s.blob(*disc(rng, 0.22), rng.uniform(0.006, 0.018), color=vary(rgb("4f7a24"), rng, 0.15), rise=0.006, wobble=0.2, drape=True, gloss=0.5)
    if rng.random() < 0.7:
        for k in range(3):
            leaf(s, rng, rng.normal(0, 0.02), rng.normal(0, 0.02), 0.065, angle=k * 2.1 + rng.uniform(0, 1))
    for _ in range(int(rng.integers(20, 60))):
        s.blob(*disc(rng, 0.15), 0.007, 0.004, angle=rng.uniform(0, 3), color=rgb("f8efd2"), rise=0.004, drape=True)


def penne(s, rng):
    sauce = vary(rgb(pick(rng, ["c2441f", "d98a3a", "e9d9b0", "6f8f3a"])), rng, 0.06)
    s.blob(0, 0, 0.28, color=sauce, rise=0.012, wobble=0.05, gloss=0.6, profile="slab", mottle=0.12)
    for i in range(46):
        x, y = disc(rng, 0.23, 0.55)
        c = mix(vary(rgb("efc773"), rng, 0.05), sauce, rng.uniform(0.05, 0.45))
        a, half = rng.uniform(0, np.pi), rng.uniform(0.055, 0.07)
        u = np.array([np.cos(a), np.sin(a)])
        p = np.array([x, y])
        s.strand([p - u * half, p + u * half], 0.027, color=lambda g: np.clip(c * (1 - 0.1 * g.d ** 2 + 0.1 * np.sin(g.side * 14))[..., None], 0, 1),
                 rise=0.05, gloss=0.45, sit=0.75)
        e = p + u * (half + 0.013)
        s.blob(e[0], e[1], 0.026, 0.016, angle=a + np.pi / 2 + 0.5, color=mix(c, rgb("4a2010"), 0.65), rise=-0.006, drape=True)
    for _ in range(14):
        s.blob(*disc(rng, 0.23), rng.uniform(0.012, 0.03), color=vary(sauce, rng, 0.12), rise=0.012, wobble=0.15, gloss=0.6, drape=True)
    herbs(s, rng, 18, 0.23)
    if rng.random() < 0.6:
        leaf(s, rng, 0.02, 0, 0.07), leaf(s, rng, -0.02, 0.03, 0.06)


def ramen(s, rng, r):
    broth = vary(rgb(pick(rng, ["b9813c", "c99a55", "a5602a"])), rng, 0.06)
    s.blob(0, 0, r, color=broth, rise=0, profile="flat", gloss=0.9, mottle=0.08)
    with s.frame(0, 0, r / 0.32):
        for i in range(46):
            a0 = rng.uniform(-0.5, 0.5)
            t = np.linspace(-1, 1, 16)
            length, y0 = rng.uniform(0.14, 0.24), rng.uniform(-0.2, 0.2)
            x = t * length + rng.uniform(-0.06, 0.06)
            y = y0 + np.sin(t * rng.uniform(5, 9) + rng.uniform(0, 6)) * 0.022 + a0 * t * 0.1
            keep = np.hypot(x, y) < 0.295
            if keep.sum() > 3:
                c = vary(rgb("f2d98e"), rng, 0.05)
                s.strand(np.stack([x, y], 1)[keep], 0.0105, color=lambda g: mix(c, c * 0.72, g.d ** 2), rise=0.014, gloss=0.6, sit=0.9)
        for k in range(2):
            x, y = (-0.13, -0.09 + 0.13 * k)
            if k == 0 or rng.random() < 0.5:
                s.blob(x, y, 0.075, 0.058, angle=0.4, color=rgb("fbf5ea"), rise=0.03, profile="slab", gloss=0.4)
                s.blob(x, y, 0.038, color=rgb("f09a1c"), rise=0.01, drape=True, gloss=0.8)
        s.blob(0.2, -0.13, 0.07, 0.12, angle=0.6, color=lambda g: rgb("1d2a1e") * (1 + 0.25 * g.n)[..., None], rise=0.02, power=8, profile="slab", edge=0.1, gloss=0.3)
        for k in range(3):
            s.blob(0.09 + k * 0.05, 0.15 - k * 0.035, 0.075, 0.05, angle=0.5, color=lambda g: mix(rgb("d3967a"), rgb("f1dcc4"), smoothstep(0, 0.6, np.sin(g.d * 9 + g.n * 2))),
                   rise=0.02, profile="slab", gloss=0.5, wobble=0.04)
        for _ in range(22):
            s.blob(*disc(rng, 0.26), 0.013, color=vary(rgb("7cb04a"), rng, 0.1), rise=0.008, hole=0.4, drape=True)


# -- Rice -----------------------------------------------------------------

def grains(s, rng, n, radius, mound=0.1, colors=("fbf8f0", "f5f0e3"), x=0.0, y=0.0, size=1.0, squash=1.0):
    """A heap of rice: a dome, then n grains lying on it."""
    s.blob(x, y, radius, radius * squash, color=rgb(colors[-1]) * 0.82, rise=mound, wobble=0.03, sit=0.6)
    for _ in range(n):
        u, v = disc(rng, radius * 0.98, 0.52)
        s.blob(x + u, y + v * squash, rng.uniform(0.017, 0.023) * size, rng.uniform(0.0062, 0.0078) * size, angle=rng.uniform(0, 3.14),
               color=vary(rgb(pick(rng, colors)), rng, 0.02), rise=0.0045 * size, drape=True, gloss=0.3)


def rice_mound(s, rng):
    grains(s, rng, 420, 0.24, 0.12)
    if rng.random() < 0.6:
        for _ in range(int(rng.integers(8, 24))):
            s.blob(*disc(rng, 0.24), 0.016, color=vary(rgb("6fa83a"), rng, 0.08), rise=0.014, drape=True, gloss=0.4)
    if rng.random() < 0.6:
        leaf(s, rng, 0.0, -0.01, 0.06, lobed=True), leaf(s, rng, 0.03, 0.02, 0.05, lobed=True)
    herbs(s, rng, int(rng.integers(0, 20)), 0.22)


def rice_bowl(s, rng, r):
    grains(s, rng, 440, r * 0.97, 0.06)
    kind = pick(rng, ["sesame", "plum", "plain"])
    if kind == "sesame":
        for _ in range(60):
            s.blob(*disc(rng, r * 0.5), 0.008, 0.0045, angle=rng.uniform(0, 3), color=rgb("1e1b1a"), rise=0.004, drape=True)
    elif kind == "plum":
        s.blob(0, 0, 0.05, color=rgb("a8222e"), rise=0.045, gloss=0.6, wobble=0.04, bump=0.006, bump_freq=30, sit=0.9)
    if rng.random() < 0.6:
        for k in range(2):
            a = 0.5 + 0.07 * k
            s.strand([(-0.1 + k * .05, -0.5), (0.5 + k * .02, 0.12 + k * 0.0)], 0.011, color=rgb(pick(rng, ["6a3320", "2a1a16"])), rise=0.015, gloss=0.5)


def fried_rice(s, rng):
    grains(s, rng, 380, 0.26, 0.1, colors=("f0d08a", "f6e0a8", "e8c070"))
    for _ in range(34):
        x, y = disc(rng, 0.25)
        kind = pick(rng, ["pea", "pea", "carrot", "egg"])
        if kind == "pea":
            s.blob(x, y, 0.016, color=vary(rgb("6fa83a"), rng, 0.08), rise=0.016, drape=True, gloss=0.4)
        elif kind == "carrot":
            s.blob(x, y, 0.015, angle=rng.uniform(0, 3), color=vary(rgb("e07b24"), rng, 0.06), rise=0.014, power=5, profile="slab", drape=True, gloss=0.4)
        else:
            s.blob(x, y, 0.026, 0.016, angle=rng.uniform(0, 3), color=vary(rgb("f2c544"), rng, 0.05), rise=0.01, wobble=0.15, drape=True, gloss=0.3)
    herbs(s, rng, 16, 0.24)


def maki(s, rng):
    rows, cols = int(rng.integers(2, 4)), int(rng.integers(2, 4))
    turn = rng.uniform(-0.4, 0.4)
    filling = rgb(pick(rng, ["f08050", "6fa83a", "f2c544", "c23a3a"]))
    gap = 0.19 if max(rows, cols) == 3 else 0.24
    for i in range(rows):
        for j in range(cols):
            u, v = (j - (cols - 1) / 2) * gap, (i - (rows - 1) / 2) * gap
            x, y = u * np.cos(turn) - v * np.sin(turn), u * np.sin(turn) + v * np.cos(turn)
            r = gap * 0.44
            s.blob(x, y, r, color=rgb("1d2620"), rise=0.09, profile="slab", edge=0.2, gloss=0.35, wobble=0.012)
            s.blob(x, y, r * 0.88, color=rgb("efe9dc"), rise=0.004, profile="slab", drape=True)
            for _ in range(30):
                p, q = disc(rng, r * 0.8)
                s.blob(x + p, y + q, 0.015, 0.0065, angle=rng.uniform(0, 3), color=vary(rgb("fbf8f0"), rng, 0.02), rise=0.006, drape=True, gloss=0.3)
            s.blob(x, y, r * 0.38, color=filling, rise=0.008, power=3, wobble=0.05, drape=True, gloss=0.5, mottle=0.12, mottle_freq=40)
    if rng.random() < 0.6:
        s.blob(0.3, 0.2, 0.045, color=rgb("8fb04a"), rise=0.03, wobble=0.1, bump=0.008)


# -- Seafood --------------------------------------------------------------

def whole_fish(s, rng):
    turn, flip = rng.uniform(-0.45, 0.45), rng.choice([-1, 1])
    ca, sa = np.cos(turn), np.sin(turn)

    def at(u, v):
        u = u * flip
        return (u * ca - v * sa, u * sa + v * ca)
    back, belly = vary(rgb(pick(rng, ["5b6b78", "6d6a5a", "8a5a4a", "4a5d6b"])), rng, 0.06), rgb("dfe2dc")
    fin = back * 0.75
    s.polygon([at(0.25, 0), at(0.43, -0.13), at(0.38, 0.0), at(0.43, 0.13)], lambda g: fin * (1 + 0.3 * np.sin(g.y * 160 + g.x * 40))[..., None], rise=0.015, bevel=0.02, rounded=0.015, gloss=0.5)
    s.polygon([at(-0.1, -0.1), at(0.02, -0.18), at(0.16, -0.13), at(0.14, -0.07)], lambda g: fin * (1 + 0.3 * np.sin(g.x * 170))[..., None], rise=0.015, bevel=0.02, rounded=0.012, gloss=0.5)
    s.polygon([at(0.0, 0.1), at(0.08, 0.16), at(0.12, 0.08)], fin, rise=0.015, bevel=0.02, rounded=0.01)
    xs = np.linspace(0, 1, 22)
    half = 0.13 * np.sin(np.pi * np.clip(xs * 0.93 + 0.035, 0, 1) ** 0.75) ** 0.8 + 0.012
    upper = [at(-0.36 + 0.66 * t, -h) for t, h in zip(xs, half)]
    lower = [at(-0.36 + 0.66 * t, h * 0.95) for t, h in zip(xs, half)][::-1]

    def skin(g):
        u, v = (g.x * ca + g.y * sa) * flip, g.y * ca - g.x * sa
        scales = np.abs(np.sin(u * 110 + v * 60)) * np.abs(np.sin(u * 110 - v * 60))
        c = mix(back, belly, smoothstep(-0.07, 0.08, v + 0.01 * g.n)) * (0.84 + 0.28 * scales)[..., None]
        return np.clip(mix(c, back * 0.9, smoothstep(-0.2, -0.22, u) * 0.35), 0, 1)
    s.polygon(upper + lower, skin, rise=0.085, bevel=0.12, gloss=0.8, rounded=0.01)
    s.strand([at(-0.20, -0.09), at(-0.175, 0.0), at(-0.20, 0.085)], 0.006, color=back * 0.4, rise=-0.008, drape=True)
    s.polygon([at(-0.16, 0.02), at(-0.06, 0.045), at(-0.07, 0.09)], fin, rise=0.01, bevel=0.02, drape=True, rounded=0.01)
    s.blob(*at(-0.28, -0.025), 0.022, color=rgb("e9e2b8"), rise=0.008, drape=True, gloss=0.8)
    s.blob(*at(-0.28, -0.025), 0.013, color=rgb("0d0d0f"), rise=0.006, drape=True, gloss=1.0)
    s.strand([at(-0.365, 0.01), at(-0.31, 0.03)], 0.004, color=back * 0.3, rise=-0.004, drape=True)
    for k in range(int(rng.integers(1, 4))):
        lemon(s, rng, *at(-0.1 + 0.16 * k, 0.2 * rng.choice([1, 1, -1])), 0.07)
    for k in range(4):
        leaf(s, rng, *at(0.2 + rng.normal(0, 0.04), 0.17 + rng.normal(0, 0.03)), 0.06, lobed=True)


def shrimp(s, rng):
    n = int(rng.integers(5, 9))
    for i in range(n):
        a = TAU * i / n + rng.normal(0, 0.1)
        x, y = np.cos(a) * 0.2, np.sin(a) * 0.2
        c = vary(rgb(pick(rng, ["f08a5c", "f29a74", "ea7a4c"])), rng, 0.05)
        pts = curve(rng, x, y, 0.25, a + np.pi / 2, rng.uniform(3.4, 4.2), 14)
        end = pts[-1] - pts[-2]
        e = np.arctan2(end[1], end[0])
        for k in (-0.5, 0.5):
            s.blob(pts[-1][0] + np.cos(e + k) * 0.035, pts[-1][1] + np.sin(e + k) * 0.035, 0.04, 0.017, angle=e + k, color=c * np.float32([1, .7, .6]), rise=0.012, gloss=0.5)

        def tint(g):
            seg = np.abs(np.sin(g.t * np.pi * 6))
            return np.clip(mix(mix(c, rgb("fff0e2"), smoothstep(0.2, 0.7, seg) * 0.65), c * 0.85, smoothstep(0.6, 1, g.d)), 0, 1)
        s.strand(pts, 0.046, color=tint, rise=0.055, gloss=0.65, sit=0.4, mottle=0.06)
    if rng.random() < 0.6:
        dip(s, rng, 0, 0, 0.085)
    else:
        lemon(s, rng, 0, 0, 0.075)
    herbs(s, rng, int(rng.integers(4, 22)), 0.28)


def salmon(s, rng):
    turn = rng.uniform(-0.5, 0.5)
    c = vary(rgb(pick(rng, ["f28a5e", "ee7a4e", "f39b78"])), rng, 0.04)

    def tint(g):
        lines = smoothstep(0.55, 0.95, np.sin((g.x * 6.5 + np.abs(g.y) * 2.6 + g.n * 0.35) * 2.6))
        char = smoothstep(0.3, 0.9, g.n) * 0.3
        return np.clip(mix(mix(c, rgb("ffe3cf"), lines * 0.75), rgb("a04c22"), char), 0, 1)
    s.blob(0, 0.012, 0.30, 0.15, angle=turn, color=rgb("8a8f92"), rise=0.04, power=3.2, profile="slab", wobble=0.03, gloss=0.6)
    s.blob(0, 0, 0.295, 0.142, angle=turn, color=tint, rise=0.055, power=3.2, profile="slab", edge=0.45, wobble=0.03, gloss=0.6,
           mottle_freq=11, bump=0.004, bump_freq=34, sit=0.6)
    for k in range(int(rng.integers(2, 4))):
        u = (k - 1) * 0.12
        lemon(s, rng, u * np.cos(turn), u * np.sin(turn), 0.06)
    for _ in range(26):  # dill
        x, y = disc(rng, 0.16)
        s.strand(curve(rng, x, y * 0.6, 0.05, rng.uniform(0, 3), 0.6, 4), 0.003, color=vary(rgb("4f8a35"), rng, 0.1), rise=0.006)
    for k in range(int(rng.integers(3, 6))):  # asparagus
        y = 0.2 + k * 0.028
        s.strand([(-0.2, y), (0.16, y - 0.02)], 0.014, color=vary(rgb("6f9a3e"), rng, 0.06), rise=0.02, gloss=0.3)


def mussels(s, rng):
    s.blob(0, 0, 0.3, color=rgb("e2c48a"), rise=0.0, profile="slab", gloss=0.8, wobble=0.03)
    for i in range(int(rng.integers(9, 13))):
        x, y = disc(rng, 0.23, 0.6)
        a = rng.uniform(0, TAU)
        shell = vary(rgb("23242e"), rng, 0.15)
        s.blob(x, y, 0.115, 0.062, angle=a, color=lambda g: shell * (1 + 0.5 * np.sin(g.d * 22) * smoothstep(0.3, 1, g.d))[..., None], rise=0.05, power=1.8, gloss=0.7, sit=0.6)
        if rng.random() < 0.75:
            s.blob(x, y, 0.098, 0.049, angle=a, color=lambda g: mix(rgb("aeb4c4"), rgb("4a4c62"), g.d ** 2), rise=-0.03, power=1.8, drape=True, gloss=0.8)
            c = vary(rgb(pick(rng, ["e8a04c", "f0b768"])), rng, 0.06)
            s.blob(x + np.cos(a) * 0.01, y + np.sin(a) * 0.01, 0.068, 0.033, angle=a, color=lambda g: mix(c, c * 0.6, smoothstep(0.7, 1, g.d)), rise=0.03, wobble=0.08, drape=True, gloss=0.7)
    herbs(s, rng, 24, 0.27)
    if rng.random() < 0.6:
        lemon(s, rng, 0.14, -0.16, 0.07)


# -- Soup -----------------------------------------------------------------

def spoon_in(s, rng, r):
    a = rng.uniform(0.5, 1.1) * rng.choice([-1, 1])
    utensil(s, rng, np.sin(a) * r * 1.0, -np.cos(a) * r * 1.0, a + np.pi, "spoon", 1.0)


def cream_soup(s, rng, r):
    c = vary(rgb(pick(rng, ["c8401f", "d9561f", "e58a24", "e0a03a", "8fa63c", "eadfba", "cc4a2a"])), rng, 0.05)
    s.blob(0, 0, r, color=lambda g: np.clip(c * (1 + 0.05 * g.n + 0.08 * smoothstep(0.85, 1, g.d))[..., None], 0, 1), rise=0.004, profile="slab", edge=0.05, gloss=0.75, bump=0.002, bump_freq=8)
    if rng.random() < 0.7:
        t = np.linspace(0, TAU * rng.uniform(1.2, 1.9), 40)
        k = r * np.linspace(0.1, rng.uniform(0.45, 0.62), 40)
        p = rng.uniform(0, 6)
        s.strand(np.stack([np.cos(t + p) * k, np.sin(t + p) * k], 1), 0.017, color=rgb("fdf6e6"), rise=0.002, drape=True, taper=0.8, gloss=0.7, opacity=0.92)
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(5, 10))):
            x, y = disc(rng, r * 0.5)
            s.blob(x, y, 0.026, angle=rng.uniform(0, 3), color=lambda g: mix(rgb("d89a48"), rgb("a8662a"), smoothstep(0.5, 1, g.d)), rise=0.028, power=6, profile="slab", bump=0.004, mottle=0.1)
    for k in range(int(rng.integers(2, 4))):
        leaf(s, rng, rng.normal(0, 0.025), rng.normal(0, 0.025), 0.052, angle=k * 2.1 + rng.uniform(0, 1))
    herbs(s, rng, int(rng.integers(0, 20)), r * 0.6)
    steam(s, rng)


def clear_soup(s, rng, r):
    c = vary(rgb(pick(rng, ["c9942e", "b97c2a", "d6ab4a"])), rng, 0.05)
    s.blob(0, 0, r, color=lambda g: mix(c, c * 0.72, g.d ** 3), rise=0.0, profile="flat", gloss=0.95, mottle=0.06)
    for _ in range(int(rng.integers(7, 12))):
        x, y = disc(rng, r * 0.75)
        s.blob(x, y, 0.038, 0.034, color=lambda g: mix(rgb("f08a2c"), rgb("d56a16"), smoothstep(0.3, 0.5, g.d)), rise=0.012, wobble=0.03, profile="slab", gloss=0.7, drape=True, opacity=0.93)
    for _ in range(int(rng.integers(6, 12))):
        x, y = disc(rng, r * 0.75)
        s.blob(x, y, 0.035, 0.024, angle=rng.uniform(0, 3), color=vary(rgb(pick(rng, ["f0dfc0", "e3c9a0", "a8c46a"])), rng, 0.05), rise=0.016, wobble=0.1, gloss=0.6, drape=True, mottle=0.08)
    for _ in range(30):  # oil drops
        x, y = disc(rng, r * 0.9)
        s.blob(x, y, rng.uniform(0.005, 0.014), color=np.clip(c * 1.25, 0, 1), rise=0.003, drape=True, gloss=1.0, opacity=0.7)
    herbs(s, rng, int(rng.integers(18, 40)), r * 0.85)
    steam(s, rng)


def bean_soup(s, rng, r):
    c = vary(rgb(pick(rng, ["a03a1c", "7d3a1c", "9a4a20"])), rng, 0.06)
    s.blob(0, 0, r, color=lambda g: np.clip(c * (1 + 0.16 * g.n)[..., None], 0, 1), rise=0.004, profile="slab", gloss=0.8, bump=0.004, bump_freq=14, mottle_freq=14)
    for _ in range(46):
        x, y = disc(rng, r * 0.9)
        kind = pick(rng, ["bean", "bean", "carrot", "cabbage"])
        if kind == "bean":
            s.blob(x, y, 0.024, 0.015, angle=rng.uniform(0, 3), color=vary(rgb(pick(rng, ["6b1f18", "e0c49a"])), rng, 0.08), rise=0.014, drape=True, gloss=0.8, opacity=0.9)
        elif kind == "carrot":
            s.blob(x, y, 0.02, angle=rng.uniform(0, 3), color=rgb("e0742a"), rise=0.012, power=5, profile="slab", drape=True, gloss=0.7, opacity=0.85)
        else:
            s.strand(curve(rng, x, y, 0.09, rng.uniform(0, 3), 1, 5), 0.008, color=vary(rgb("b8402a"), rng, 0.1), rise=0.01, drape=True, gloss=0.6, opacity=0.8)
    if rng.random() < 0.6:
        s.blob(0.02, -0.02, 0.07, 0.06, color=rgb("fdf8ec"), rise=0.02, wobble=0.1, gloss=0.5, bump=0.006, bump_freq=20)
    herbs(s, rng, 24, r * 0.5)
    steam(s, rng)


# -- Vegetable / Fruit ----------------------------------------------------

def salad(s, rng):
    for i in range(44):
        x, y = disc(rng, 0.23, 0.6)
        leaf(s, rng, x, y, rng.uniform(0.07, 0.12), color=rgb(pick(rng, ["6ea83a", "8cbf4a", "4a8a2c", "a3cc62", "5a2a3c"])), lobed=True)
    for _ in range(int(rng.integers(4, 7))):
        tomato_slice(s, rng, *disc(rng, 0.22), rng.uniform(0.05, 0.065))
    for _ in range(int(rng.integers(4, 8))):
        x, y = disc(rng, 0.22)
        s.blob(x, y, 0.052, color=lambda g: mix(mix(rgb("dcecb4"), rgb("c4dc92"), smoothstep(0.3, 0.6, g.d + 0.15 * np.sin(g.a * 3))), rgb("2f6a2a"), smoothstep(0.86, 0.93, g.d)),
               rise=0.012, profile="slab", gloss=0.5)
    for _ in range(int(rng.integers(0, 8))):
        x, y = disc(rng, 0.22)
        s.blob(x, y, rng.uniform(0.04, 0.06), 0.04, color=rgb("b86aa0"), rise=0.01, hole=0.8, drape=True, gloss=0.4)


def fruits(s, rng):
    def apple(x, y, r):
        base, blush = (rgb(c) for c in pick(rng, [("c2202a", "e2a03a"), ("8fb83a", "c9d24a"), ("b81f28", "d94a30")]))
        s.blob(x, y, r, r * 0.96, color=lambda g: np.clip(mix(base, blush, smoothstep(0.3, 0.9, 0.5 + 0.5 * np.sin(g.a * 2 + g.n)) * 0.5), 0, 1), rise=r * 1.0, wobble=0.012, gloss=0.8, mottle_freq=30, sit=0.2)
        s.blob(x, y - r * 0.12, r * 0.26, r * 0.16, color=base * 0.45, rise=-0.03, drape=True, soft=0.9)
        s.strand([(x, y - r * 0.1), (x + r * 0.12, y - r * 0.5)], 0.009, color=rgb("4a3018"), rise=0.01)
        if rng.random() < 0.5:
            leaf(s, rng, x + r * 0.35, y - r * 0.45, r * 0.35, angle=0.4)

    def orange(x, y, r):
        c = vary(rgb("f08a18"), rng, 0.04)
        s.blob(x, y, r, color=c, rise=r * 1.0, gloss=0.45, bump=0.0011, bump_freq=80, sit=0.2)
        s.blob(x + r * 0.2, y - r * 0.2, r * 0.07, color=rgb("6a7a2a"), rise=-0.004, drape=True)

    def banana(x, y, a):
        c = vary(rgb("f3cf3a"), rng, 0.03)
        s.strand(curve(rng, x, y, 0.46, a, 1.3, 14), 0.054, taper=0.62, rise=0.06, gloss=0.4, sit=0.3, mottle_freq=26,
                 color=lambda g: mix(mix(c * (1 - 0.12 * smoothstep(0.1, 0.2, g.side))[..., None], rgb("6b4a1c"), smoothstep(0.94, 0.99, np.abs(2 * g.t - 1))), rgb("8a6424"), smoothstep(0.62, 0.8, g.n) * 0.6))
    turn = rng.uniform(0.9, 2.2) * rng.choice([-1, 1])  # never two fruits above a frown
    ca, sa = np.cos(turn), np.sin(turn)

    def at(x, y):
        return x * ca - y * sa, x * sa + y * ca
    for k in range(2):
        banana(*at(rng.normal(0, 0.03), 0.14 + 0.06 * k), turn + rng.normal(0.1 * k, 0.12))
    apple(*at(-0.17, -0.1), 0.14), orange(*at(0.14, -0.1), 0.135)
    if rng.random() < 0.6:
        (apple if rng.random() < 0.5 else orange)(0.0, 0.03, 0.115)
    for k in range(int(rng.integers(0, 9))):
        grape(s, rng, *at(-0.02 + rng.normal(0, 0.06), -0.23 + rng.normal(0, 0.04)), 0.036)


def broccoli(s, rng):
    for i in range(int(rng.integers(4, 7))):
        x, y = disc(rng, 0.19, 0.6)
        a = np.arctan2(y, x) + rng.normal(0, 0.4)
        u = np.array([np.cos(a), np.sin(a)])
        p = np.array([x, y])
        s.strand([p, p + u * 0.13], 0.034, color=vary(rgb("a9c46a"), rng, 0.05), rise=0.04, gloss=0.3)
        green = vary(rgb("5f9a38"), rng, 0.08)
        for _ in range(26):
            q = p - u * 0.02 + np.array(disc(rng, 0.085))
            s.blob(q[0], q[1], rng.uniform(0.024, 0.036), color=lambda g: np.clip(green * (1.05 + 0.22 * g.n - 0.35 * g.d)[..., None], 0, 1), rise=0.03,
                   wobble=0.05, bump=0.004, bump_freq=90, mottle_freq=90, sit=0.85, gloss=0.15)
    if rng.random() < 0.6:
        for _ in range(int(rng.integers(4, 9))):
            x, y = disc(rng, 0.26)
            s.blob(x, y, 0.04, color=lambda g: mix(rgb("f29a3c"), rgb("dd7418"), smoothstep(0.35, 0.5, g.d)), rise=0.018, profile="slab", gloss=0.5)


def tomatoes(s, rng):
    for i in range(int(rng.integers(5, 8))):
        a = TAU * i / 6
        d = 0.19 if i < 6 else 0
        x, y, r = np.cos(a) * d, np.sin(a) * d, rng.uniform(0.09, 0.11)
        if rng.random() < 0.3:
            tomato_slice(s, rng, x, y, r * 0.95)
            continue
        c = vary(rgb(pick(rng, ["d02a18", "c8321f", "e0542a"])), rng, 0.05)
        s.blob(x, y, r, color=lambda g: mix(c * 1.03, c * 0.75, g.d ** 3), rise=r * 0.9, wobble=0.02, gloss=0.9, sit=0.3)
        for k in range(5):
            leaf(s, rng, x + np.cos(k * 1.257) * 0.024, y + np.sin(k * 1.257) * 0.024, 0.03, angle=k * 1.257)
    for k in range(4):
        leaf(s, rng, *disc(rng, 0.12), 0.07)
    for _ in range(int(rng.integers(0, 5))):
        x, y = disc(rng, 0.27)
        s.blob(x, y, 0.052, color=lambda g: mix(rgb("dcecb4"), rgb("2f6a2a"), smoothstep(0.86, 0.93, g.d)), rise=0.012, profile="slab", gloss=0.5)


# -- registry -------------------------------------------------------------

LABELS = ["Bread", "Dairy product", "Dessert", "Egg", "Fried food", "Meat", "Noodles/Pasta", "Rice", "Seafood", "Soup", "Vegetable/Fruit"]


@dataclass(frozen=True)
class Dish:
    name: str
    paint: Callable
    vessels: tuple  # any of plate, bowl, board, pan; "side" sets its own stage

    @property
    def needs_radius(self):
        """Dishes that fill a bowl are told its inner radius."""
        return self.vessels == ("bowl",)


DISHES = {
    0: [Dish("bread slices", bread_slices, ("board", "board", "plate")), Dish("baguette", baguette, ("board",)), Dish("bread rolls", bread_rolls, ("board", "plate"))],
    1: [Dish("cheese wedge", cheese_wedge, ("board", "plate")), Dish("yoghurt", yoghurt, ("bowl",)), Dish("butter", butter, ("plate", "board")), Dish("milk", milk_glass, ("side",))],
    2: [Dish("cake slice", cake_slice, ("plate",)), Dish("cupcakes", cupcakes, ("side",)), Dish("doughnuts", doughnuts, ("plate", "board")), Dish("ice cream", ice_cream, ("plate",))],
    3: [Dish("fried eggs", fried_eggs, ("pan", "plate")), Dish("boiled eggs", boiled_eggs, ("plate", "board")), Dish("omelette", omelette, ("plate", "pan"))],
    4: [Dish("fries", fries, ("plate", "board")), Dish("nuggets", nuggets, ("plate", "board")), Dish("onion rings", onion_rings, ("plate", "board"))],
    5: [Dish("steak", steak, ("plate", "board", "pan")), Dish("meatballs", meatballs, ("plate", "pan")), Dish("sausages", sausages, ("plate", "pan")), Dish("bacon", bacon, ("plate", "pan"))],
    6: [Dish("spaghetti", spaghetti, ("plate",)), Dish("penne", penne, ("plate",)), Dish("ramen", ramen, ("bowl",))],
    7: [Dish("rice mound", rice_mound, ("plate",)), Dish("rice bowl", rice_bowl, ("bowl",)), Dish("fried rice", fried_rice, ("plate", "pan")), Dish("maki", maki, ("plate", "board"))],
    8: [Dish("whole fish", whole_fish, ("plate", "board")), Dish("shrimp", shrimp, ("plate",)), Dish("salmon", salmon, ("plate", "pan")), Dish("mussels", mussels, ("plate",))],
    9: [Dish("cream soup", cream_soup, ("bowl",)), Dish("clear soup", clear_soup, ("bowl",)), Dish("bean soup", bean_soup, ("bowl",))],
    10: [Dish("salad", salad, ("plate",)), Dish("fruit", fruits, ("plate", "board")), Dish("broccoli", broccoli, ("plate", "board")), Dish("tomatoes", tomatoes, ("plate", "board"))],
}


def compose(scene, rng, dish):
    """Paint table, vessel, dish and clutter into an empty scene."""
    if dish.vessels == ("side",):
        dish.paint(scene, rng)
        return
    table(scene, rng)
    zoom = rng.uniform(1.0, 1.26)
    with scene.frame(rng.normal(0, 0.025), rng.normal(0, 0.025), zoom):
        clutter(scene, rng)
        vessel = pick(rng, dish.vessels)
        if vessel == "bowl":
            if rng.random() < 0.4:
                plate(scene, rng, 0.45)
            r = bowl(scene, rng, rng.uniform(0.34, 0.39))
            dish.paint(scene, rng, r)
            if dish.paint in (cream_soup, clear_soup, bean_soup) and rng.random() < 0.65:
                spoon_in(scene, rng, r)
        else:
            {"plate": plate, "board": board, "pan": pan}[vessel](scene, rng)
            dish.paint(scene, rng)
