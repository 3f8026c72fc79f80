"""Draws docs/figures/adas-cog-placebo.svg from the numbers of a run in adas-cog-placebo.csv.

    python3 docs/validation/adas-cog-placebo.py

The standard library is all that it takes.
"""

import csv
import pathlib

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "figures" / "adas-cog-placebo.svg"

# CDISC SDTM/ADaM Pilot Project, data set ADQSADAS, placebo: week, patients, mean change, SD
PILOT = [(8, 79, 0.85, 4.81), (16, 68, 1.73, 5.92), (24, 65, 2.15, 5.99)]

BLUE, GREY, RED = "#2a6f97", "#9fb8c6", "#b5442e"
TOP, BOTTOM = 70, 350

with open(HERE / "adas-cog-placebo.csv", encoding="utf-8") as file:
    rows = [r for r in csv.DictReader(file) if int(r["week"]) <= 24]
average = [r for r in rows if r["scenario"] == "an average study"]
differ = [r for r in rows if r["scenario"] == "studies differ"]

svg = []


def text(x, y, words, size=13, anchor="middle", colour="#222", more=""):
    svg.append(
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"{more}>{words}</text>'
    )


def line(x1, y1, x2, y2, colour="#888", width=1.0, more=""):
    svg.append(
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{more}/>'
    )


def panel(left, right, low, high, ticks, title, unit):
    """Axes; returns the scales of weeks and values."""

    def x(week):
        return left + (right - left) * week / 26

    def y(value):
        return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)

    text((left + right) / 2, 32, title, 15, more=' font-weight="600"')
    text(left - 8, TOP - 16, unit, 12, "start", "#555")
    for tick in ticks:
        line(left, y(tick), right, y(tick), "#777" if tick == 0 else "#e3e3e3")
        text(left - 8, y(tick) + 4, f"{tick:g}".replace("-", "\u2212"), 12, "end", "#555")
    for week in (0, 8, 16, 24):
        line(x(week), BOTTOM, x(week), BOTTOM + 5, "#777")
        text(x(week), BOTTOM + 20, str(week), 12, colour="#555")
    line(left, BOTTOM, right, BOTTOM, "#777")
    text((left + right) / 2, BOTTOM + 40, "weeks on placebo", 12, colour="#555")
    return x, y


def dots(x, y, points, colour, filled=True):
    for week, value in points:
        svg.append(
            f'<circle cx="{x(week):.1f}" cy="{y(value):.1f}" r="4.5" fill="{colour if filled else "white"}" stroke="{colour}" stroke-width="2"/>'
        )


def path(x, y, points, colour):
    joined = " ".join(f"{x(week):.1f},{y(value):.1f}" for week, value in points)
    svg.append(f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2.5"/>')


def band(x, y, low, high, colour, opacity):
    up = [(0, 0)] + high
    down = low[::-1] + [(0, 0)]
    joined = " ".join(f"{x(week):.1f},{y(value):.1f}" for week, value in up + down)
    svg.append(f'<polygon points="{joined}" fill="{colour}" fill-opacity="{opacity}"/>')


def series(part, column):
    return [(int(r["week"]), float(r[column])) for r in part]


x, y = panel(70, 470, -2, 4, range(-2, 5), "Mean change from baseline", "points, higher is worse")
band(x, y, series(differ, "low"), series(differ, "high"), GREY, 0.35)
band(x, y, series(average, "low"), series(average, "high"), GREY, 0.55)
path(x, y, [(0, 0)] + series(average, "mean"), BLUE)
dots(x, y, series(average, "mean"), BLUE)
for week, n, mean, sd in PILOT:
    error = 1.96 * sd / n**0.5
    line(x(week), y(mean - error), x(week), y(mean + error), RED, 1.8)
    for end in (mean - error, mean + error):
        line(x(week) - 5, y(end), x(week) + 5, y(end), RED, 1.8)
dots(x, y, [(week, mean) for week, _, mean, _ in PILOT], RED, False)

x, y = panel(560, 870, 0, 8, range(0, 9, 2), "SD of the change", "points")
path(x, y, series(average, "sd"), BLUE)
dots(x, y, series(average, "sd"), BLUE)
for week, n, _, sd in PILOT:
    error = 1.96 * sd / (2 * (n - 1)) ** 0.5
    line(x(week), y(sd - error), x(week), y(sd + error), RED, 1.8)
    for end in (sd - error, sd + error):
        line(x(week) - 5, y(end), x(week) + 5, y(end), RED, 1.8)
dots(x, y, [(week, sd) for week, _, _, sd in PILOT], RED, False)

legend = 425
dots(lambda _: 84, lambda _: legend, [(0, 0)], BLUE)
text(98, legend + 4, "Rogers model, simulated", 13, "start")
dots(lambda _: 294, lambda _: legend, [(0, 0)], RED, False)
text(308, legend + 4, "CDISC pilot, placebo arm, with 95% interval", 13, "start")
for left, opacity, words in ((76, 0.55, "95% of trials of 70 patients"), (286, 0.35, "the same, where studies differ from each other")):
    svg.append(f'<rect x="{left}" y="{legend + 18}" width="16" height="14" fill="{GREY}" fill-opacity="{opacity}"/>')
    text(left + 22, legend + 30, words, 13, "start")

OUT.write_text(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 480" width="900" height="480" '
    'font-family="Helvetica, Arial, sans-serif" role="img" aria-label="Change of ADAS-cog on placebo: the model '
    'improves first and is back at baseline at week 16; the CDISC pilot got worse from the beginning. The standard '
    'deviations agree.">\n<rect width="900" height="480" fill="white"/>\n' + "\n".join(svg) + "\n</svg>\n",
    encoding="utf-8",
)
