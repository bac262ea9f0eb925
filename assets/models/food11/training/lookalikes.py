"""Cakes dressed as other dishes: a frosted, cut, piped cake wearing a steak, a salad, sushi ...

They are half dessert and half something else on purpose, so that a model that
knows its 11 classes has good reason to be unsure.
"""

import numpy as np

import dishes
from scene import mix, rgb, smoothstep, vary
from tableware import TAU, clutter, pick, table

# (class index, painter) of dishes that make a convincing cake topping
TOPPINGS = [(label, dish) for label, kinds in dishes.DISHES.items() if label != 2
            for dish in kinds if dish.vessels != ("side",)]


def cake_stand(scene, rng, r=0.45):
    """A scalloped stand with a paper doily."""
    china = vary(rgb(pick(rng, ["f6f0ea", "f3d9dc", "d9e6ea", "efe6c9"])), rng, 0.02)
    for k in range(26):
        a = TAU * k / 26
        scene.blob(np.cos(a) * r * 0.96, np.sin(a) * r * 0.96, r * 0.1, color=china, rise=0.02, gloss=0.5, sit=0)
    scene.blob(0, 0, r * 0.97, color=china, rise=0.035, profile="slab", edge=0.08, gloss=0.5, sit=0)


def lookalike(scene, rng, label, dish):
    """Paint a cake dressed as `dish` (of class `label`) into an empty scene."""
    table(scene, rng)
    with scene.frame(rng.normal(0, 0.02), rng.normal(0, 0.02), rng.uniform(0.98, 1.12)):
        clutter(scene, rng)
        cake_stand(scene, rng)
        sponge, cream = (rgb(c) for c in pick(rng, dishes.SPONGES))
        icing = vary(rgb(pick(rng, dishes.ICINGS)), rng, 0.03)
        r, tall = rng.uniform(0.34, 0.37), rng.uniform(0.08, 0.12)
        layers = int(rng.integers(2, 4))

        def side(g):
            stripe = np.abs(((g.y * 6.0 * layers / 2) % 1) - 0.5)
            return mix(np.clip(sponge * (1 + 0.12 * g.n[..., None]), 0, 1), cream, smoothstep(0.16, 0.1, stripe))
        # the cake's side wall shows below its top, cut open so that the layers show
        scene.blob(0, tall, r, r * 0.94, color=icing * 0.9, rise=0.03, profile="slab", edge=0.1, gloss=0.3)
        scene.blob(0, tall * 0.8, r * 0.995, r * 0.94, color=side, rise=0.03, profile="slab", edge=0.06, mottle_freq=60, bump=0.002)
        scene.blob(0, 0, r, r * 0.94, color=icing, rise=0.07, profile="slab", edge=0.08, gloss=0.4, wobble=0.008, mottle=0.02)
        for k in range(int(rng.integers(9, 14))):  # icing running over the edge
            a = rng.uniform(0.15, np.pi - 0.15)
            x, y = np.cos(a) * r * 0.97, np.sin(a) * r * 0.92
            scene.strand([(x, y - 0.02), (x, y + rng.uniform(0.02, tall * 0.8))], 0.018, color=icing, rise=0.02, gloss=0.4, drape=True)
        scene.floor = float(scene.height[scene.h // 2, scene.w // 2])
        with scene.frame(0, -0.01, rng.uniform(0.66, 0.78)):
            if dish.needs_radius:
                dish.paint(scene, rng, 0.33)
            else:
                dish.paint(scene, rng)
        piping = np.clip(icing * 1.07, 0, 1)
        count = int(rng.integers(16, 21))
        gap = rng.uniform(0, TAU)
        for k in range(count):
            a = TAU * k / count
            if abs((a - gap + np.pi) % TAU - np.pi) > 0.25:
                dishes.rosette(scene, rng, np.cos(a) * r * 0.89, np.sin(a) * r * 0.84, 0.043, piping)
        if rng.random() < 0.7:
            def rim():
                a, d = rng.uniform(0, TAU), r * rng.uniform(0.55, 0.98)
                return np.cos(a) * d, np.sin(a) * d
            dishes.sprinkles(scene, rng, int(rng.integers(20, 60)), rim)
        if rng.random() < 0.5:
            x, y = dishes.disc(rng, 0.2)
            dishes.strawberry(scene, rng, x, y, 0.045)
    scene.steam = 0
