"""Everything around the food: table tops, plates, bowls, cutlery, garnishes."""

import numpy as np

from scene import mix, rgb, smoothstep, vary

TAU = 2 * np.pi


def pick(rng, options):
    return options[int(rng.integers(len(options)))]


def table(scene, rng):
    """Fill the whole canvas with wood, cloth or stone."""
    h, w = scene.h, scene.w
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32) / scene.s
    kind = pick(rng, ["wood", "wood", "linen", "gingham", "stone", "plain"])
    if kind == "wood":
        base = vary(rgb(pick(rng, ["8a5a34", "a9774a", "5d3d27", "c39a6b", "7c6a58", "b98b5e"])), rng, 0.06)
        along, across = (xs, ys) if rng.random() < 0.6 else (ys, xs)
        plank = rng.uniform(0.16, 0.34)
        index = np.floor((across + rng.uniform(0, 1)) / plank)
        seam = np.abs(((across + 0.0) / plank) % 1 - 0.5)
        tone = np.sin(index * 12.9 + rng.uniform(0, 6)) * 0.09
        warp = scene.fractal(3, 3)
        streak = np.sin(across * 130 + warp * 5 + index * 3) * 0.05 + np.sin(across * 390 + warp * 11) * 0.035
        tone = tone + streak + scene.fractal(30, 2) * 0.04 + warp * 0.06
        frac = ((across + 0.0) / plank) % 1
        gap = np.exp(-(np.minimum(frac, 1 - frac) * plank / 0.0028) ** 2)
        tone = tone - gap * 0.5
        scene.albedo[:] = np.clip(base * (1 + tone[..., None]), 0, 1)
        scene.height[:] = -gap * 0.004 + streak * 0.006
        scene.gloss[:] = rng.uniform(0.03, 0.18)
        del seam
    elif kind == "stone":
        base = vary(rgb(pick(rng, ["3a3d42", "d9d7d2", "6c6f73", "2b2b2d"])), rng, 0.05)
        cloud = scene.fractal(4, 4)
        vein = np.exp(-(scene.fractal(3, 3) / 0.05) ** 2) * 0.12
        scene.albedo[:] = np.clip(base * (1 + 0.16 * cloud[..., None]) + (vein * rng.uniform(-0.6, 1))[..., None], 0, 1)
        scene.height[:] = scene.noise(60) * 0.0008
        scene.gloss[:] = rng.uniform(0.1, 0.35)
    else:
        base = vary(rgb(pick(rng, ["e9e3d6", "cfd6d8", "d8c9b0", "7f97a6", "c98f86", "8fa08a", "f1eee8", "4d5b6b"])), rng, 0.04)
        angle = rng.uniform(-0.5, 0.5)
        p, q = xs * np.cos(angle) + ys * np.sin(angle), ys * np.cos(angle) - xs * np.sin(angle)
        weave = np.sin(p * 420) * np.sin(q * 420)
        color = base * (1 + 0.05 * weave[..., None] + 0.04 * scene.noise(120)[..., None])
        if kind == "gingham":
            ink = vary(rgb(pick(rng, ["b43a3a", "3d6aa3", "4c7d4f", "c9952f"])), rng, 0.05)
            cell = rng.uniform(0.07, 0.12)
            stripes = ((p / cell) % 1 < 0.5).astype(np.float32) * 0.5 + ((q / cell) % 1 < 0.5) * 0.5
            color = mix(mix(rgb("f3efe6"), color, 0.3), ink, stripes * 0.8) * (1 + 0.05 * weave[..., None])
        scene.albedo[:] = np.clip(color, 0, 1)
        folds = scene.noise(2.2)
        scene.height[:] = weave * 0.0006 + folds * 0.012
        scene.gloss[:] = 0.0


def backdrop(scene, rng, horizon=-0.16):
    """Turn the upper part into a soft wall, for pictures taken from the side."""
    h, w = scene.h, scene.w
    ys = (np.arange(h, dtype=np.float32)[:, None] - h / 2) / scene.s + np.zeros((1, w), np.float32)
    wall = vary(rgb(pick(rng, ["d9d2c5", "8c9aa0", "c9b8a4", "6d7468", "b5a0a0", "4a4644", "e4e2dd"])), rng, 0.05)
    glow = scene.noise(2.0)
    t = smoothstep(horizon + 0.03, horizon - 0.03, ys)
    color = wall * (0.86 + 0.16 * glow[..., None])
    for _ in range(int(rng.integers(2, 6))):  # out-of-focus lights and jars
        cx, cy, r = rng.uniform(-0.7, 0.7), rng.uniform(-0.55, horizon - 0.05), rng.uniform(0.04, 0.12)
        xs = (np.arange(w, dtype=np.float32)[None, :] - w / 2) / scene.s
        spot = smoothstep(1.0, 0.75, np.sqrt((xs - cx) ** 2 + (ys - cy) ** 2) / r)
        color = mix(color, vary(wall, rng, 0.3), spot * 0.4)
    scene.albedo[:] = np.clip(mix(scene.albedo, color, t), 0, 1)
    scene.height[:] *= (1 - t)
    scene.gloss[:] *= (1 - t)
    scene.tilt = 0.0


def plate(scene, rng, r=0.42, squash=1.0, color=None):
    """A plate with a rim; squash < 1 shows it from the side."""
    if color is None:
        color = vary(rgb(pick(rng, ["f4f2ec", "f4f2ec", "f7f6f3", "e9e4d8", "dfe6ea", "3d4650", "b9c6c0", "e8d9c4"])), rng, 0.02)
    line = pick(rng, [None, None, rgb("3f628f"), rgb("9a5b3c"), rgb("7a8f77")])
    gloss = rng.uniform(0.25, 0.6)
    scene.blob(0, 0, r, r * squash, color=color, rise=0.03, profile="slab", edge=0.12, gloss=gloss, sit=0)
    if line is not None:
        scene.blob(0, 0, r * 0.96, r * 0.96 * squash, color=line, rise=0, profile="flat", drape=True, hole=0.972, gloss=gloss)
    inner = rng.uniform(0.68, 0.76)
    scene.blob(0, 0, r * inner, r * inner * squash, color=color * 0.985, rise=-0.018, profile="slab", edge=0.10,
               drape=True, gloss=gloss)
    return r * inner


def bowl(scene, rng, r=0.36, color=None):
    """A bowl seen from above; returns the radius of what it holds."""
    if color is None:
        color = vary(rgb(pick(rng, ["f3f1ea", "f3f1ea", "dcd3c2", "3b5570", "88483a", "2f3133", "b6c4b4", "d9a65a"])), rng, 0.04)
    inside = mix(color, rgb("f4f0e6"), float(rng.random() < 0.5) * 0.85)
    gloss = rng.uniform(0.3, 0.6)
    scene.blob(0, 0, r, color=color, rise=0.085, profile="slab", edge=0.16, gloss=gloss, sit=0)
    scene.blob(0, 0, r * 0.95, color=inside, rise=-0.05, profile="slab", edge=0.14, drape=True, gloss=gloss)
    return r * 0.86


def board(scene, rng, w=0.46, h=0.34):
    """A rounded wooden board with end grain lines."""
    base = vary(rgb(pick(rng, ["b98550", "8d5c34", "d0a671", "6a4630"])), rng, 0.05)
    freq, phase = rng.uniform(18, 30), rng.uniform(0, 6)

    def grain(g):
        lines = np.sin(g.y * freq + g.n * 3 + phase) * 0.06 + np.sin(g.y * freq * 3.1 + g.n * 5) * 0.04
        return np.clip(base * (1 + lines[..., None]), 0, 1)
    scene.blob(0, 0, w, h, angle=rng.uniform(-0.15, 0.15), color=grain, rise=0.025, profile="slab", edge=0.03,
               power=7, gloss=0.08, sit=0, mottle_freq=6)
    return min(w, h)


def pan(scene, rng, r=0.40):
    """A dark frying pan with its handle running out of the picture."""
    a = rng.uniform(0, TAU)
    end = np.array([np.cos(a), np.sin(a)]) * 1.2
    scene.strand([end * 0.3, end], 0.045, color=rgb("2a2624"), rise=0.05, gloss=0.3)
    metal = vary(rgb(pick(rng, ["2b2b2c", "3a3837", "1f1f21"])), rng, 0.05)
    scene.blob(0, 0, r, color=metal, rise=0.06, profile="slab", edge=0.1, gloss=0.45, sit=0)
    scene.blob(0, 0, r * 0.94, color=metal * 0.85, rise=-0.05, profile="slab", edge=0.12, drape=True, gloss=0.4,
               mottle=0.1, mottle_freq=40)
    return r * 0.8


def cutlery(scene, rng):
    """Perhaps a fork, knife, spoon or napkin beside the dish."""
    if rng.random() < 0.35:
        x, y, a = rng.choice([-1, 1]) * rng.uniform(0.45, 0.6), rng.uniform(-0.4, 0.4), rng.uniform(-0.6, 0.6)
        c = vary(rgb(pick(rng, ["e8e4da", "a7433d", "5d7c95", "c8a862", "6f8a6b"])), rng, 0.05)
        scene.blob(x, y, 0.2, 0.27, angle=a, color=lambda g: c * (1 + 0.06 * np.sign(np.sin(g.x * 26)))[..., None],
                   rise=0.008, profile="slab", edge=0.05, power=9, gloss=0, bump=0.006, bump_freq=6, sit=0)
    if rng.random() < 0.6:
        side = rng.choice([-1, 1])
        x, a = side * rng.uniform(0.45, 0.56), rng.normal(0, 0.12)
        utensil(scene, rng, x, rng.uniform(-0.05, 0.1), a, pick(rng, ["fork", "knife", "spoon"]))


def utensil(scene, rng, x, y, angle, kind, size=1.0):
    """One piece of cutlery standing upright at (x, y), turned by angle."""
    steel = rgb(pick(rng, ["c9ccd0", "c9ccd0", "d2b36a"]))
    ca, sa = np.cos(angle), np.sin(angle)

    def at(u, v):
        return (x + (u * ca - v * sa) * size, y + (u * sa + v * ca) * size)
    style = dict(color=steel, gloss=0.9, sit=0.6)
    scene.strand([at(0, -0.08), at(0, 0.32)], 0.012 * size, rise=0.015, **style)
    if kind == "knife":
        scene.strand([at(0, -0.3), at(0, -0.05)], 0.02 * size, rise=0.008, taper=0.4, **style)
    elif kind == "spoon":
        scene.blob(*at(0, -0.15), 0.048 * size, 0.075 * size, angle=angle, rise=0.022, profile="dish", edge=0.9, **style)
    else:
        scene.blob(*at(0, -0.1), 0.036 * size, 0.045 * size, angle=angle, rise=0.014, **style)
        for u in (-0.026, -0.009, 0.009, 0.026):
            scene.strand([at(u, -0.25), at(u, -0.1)], 0.0065 * size, rise=0.012, **style)


def clutter(scene, rng):
    """Crumbs, a drinking glass or a shaker in a corner."""
    cutlery(scene, rng)
    if rng.random() < 0.3:
        x, y = rng.choice([-1, 1]) * rng.uniform(0.42, 0.56), rng.choice([-1, 1]) * rng.uniform(0.36, 0.5)
        r, c = rng.uniform(0.08, 0.12), vary(rgb(pick(rng, ["cfd8da", "b9742d", "7d1f28", "dfe5d0"])), rng, 0.05)
        scene.blob(x, y, r, color=mix(c, rgb("e6ecee"), 0.5), rise=0.12, profile="slab", edge=0.1, gloss=0.9, sit=0)
        scene.blob(x, y, r * 0.88, color=c, rise=-0.03, profile="slab", edge=0.2, drape=True, gloss=0.8)
    if rng.random() < 0.4:
        for _ in range(int(rng.integers(4, 22))):
            a, d = rng.uniform(0, TAU), rng.uniform(0.44, 0.7)
            scene.blob(np.cos(a) * d, np.sin(a) * d, rng.uniform(0.003, 0.007), color=vary(rgb("a97a4a"), rng, 0.2),
                       rise=0.006, wobble=0.2)


# -- garnishes ------------------------------------------------------------

def leaf(scene, rng, x, y, size=0.06, color=None, angle=None, lobed=False):
    """A herb leaf with a midrib."""
    color = vary(rgb(pick(rng, ["3f7a2c", "4f8f35", "2f6a2a"])) if color is None else color, rng, 0.08)
    angle = rng.uniform(0, TAU) if angle is None else angle

    def tint(g):
        rib = np.exp(-(g.y / 0.07) ** 2) * 0.35
        veins = np.clip(np.sin(g.x * 16 + np.abs(g.y) * 9), 0, 1) * 0.12
        return np.clip(color * (0.92 + rib + veins + 0.1 * g.n)[..., None], 0, 1)
    scene.blob(x, y, size, size * 0.52, angle=angle, color=tint, rise=size * 0.22, power=1.6,
               wobble=0.09 if lobed else 0.03, gloss=0.3, drape=True, bump=size * 0.05, bump_freq=30)


def herbs(scene, rng, n, radius, x=0.0, y=0.0, colors=("3f7a2c", "5c9a3c")):
    """Chopped herbs strewn within a radius."""
    for _ in range(n):
        a, d = rng.uniform(0, TAU), radius * np.sqrt(rng.uniform())
        scene.blob(x + np.cos(a) * d, y + np.sin(a) * d, rng.uniform(0.006, 0.013), rng.uniform(0.003, 0.007),
                   angle=rng.uniform(0, 3), color=vary(rgb(pick(rng, colors)), rng, 0.12), rise=0.004, wobble=0.15,
                   drape=True, gloss=0.2)


def lemon(scene, rng, x, y, r=0.075, squash=1.0, rind="f0c419", flesh="f7e06a"):
    """A slice of citrus."""
    scene.blob(x, y, r, r * squash, color=rgb(rind), rise=0.016, profile="slab", edge=0.2, gloss=0.3)
    scene.blob(x, y, r * 0.9, r * 0.9 * squash, color=rgb("fbf3c9"), rise=0.0, profile="flat", drape=True)
    turn, inner = rng.uniform(0, 1), rgb(flesh)

    def wedges(g):
        gap = np.abs(np.sin(g.a * 4.5 + turn))
        flesh_share = smoothstep(0.12, 0.3, gap * np.clip(g.d * 2, 0, 1)) * smoothstep(1, 0.93, g.d)
        return mix(rgb("fbf3c9"), inner * (1 + 0.1 * g.n[..., None]), flesh_share)
    scene.blob(x, y, r * 0.84, r * 0.84 * squash, color=wedges, rise=0.004, profile="slab", drape=True, gloss=0.6)


def tomato_slice(scene, rng, x, y, r=0.07):
    red = vary(rgb("c8321f"), rng, 0.06)
    turn = rng.uniform(0, 6)

    def flesh(g):
        chamber = smoothstep(0.35, 0.6, np.abs(np.sin(g.a * 2 + turn))) * smoothstep(0.82, 0.7, g.d) * smoothstep(0.2, 0.35, g.d)
        seeds = smoothstep(0.55, 0.8, g.n) * chamber
        return mix(mix(red * 1.08, red * 0.78 + np.float32([0.12, 0.06, 0]), chamber), rgb("ecc873"), seeds * 0.8)
    scene.blob(x, y, r, color=flesh, rise=0.014, profile="slab", edge=0.2, gloss=0.6, wobble=0.02, mottle_freq=90)


def steam(scene, rng):
    """Ask the camera for a wisp of steam (painted after shading)."""
    scene.steam = rng.uniform(0.05, 0.16)
