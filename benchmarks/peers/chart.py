# SPDX-License-Identifier: BSD-3-Clause
"""The chart: Grad-CAM, one image and a batch of 16, milliseconds an image."""
import matplotlib

matplotlib.use("agg")
matplotlib.rcParams |= {"font.family": "DejaVu Sans", "font.size": 11, "svg.fonttype": "path",
                        "svg.hashsalt": "whence"}  # the same picture, the same bytes
from matplotlib import pyplot  # noqa: E402

OURS, OTHERS, INK, FAINT = "#c0392b", "#9fb1c4", "#22303c", "#5c6b78"


def panel(axes, title, rows, longest):
    rows = sorted(rows, key=lambda row: row.median_ms)
    own = next(row for row in rows if row.ours)
    bars = axes.barh([row.label for row in rows], [row.median_ms for row in rows], height=0.68,
                     color=[OURS if row.ours else OTHERS for row in rows])
    for bar, row in zip(bars, rows):
        text = f"{row.median_ms:.0f} ms" if row.ours else f"{row.median_ms:.0f} ms   {row.times_ours:.1f} ×"
        axes.annotate(text, (bar.get_width(), bar.get_y() + bar.get_height() / 2), (5, 0), textcoords="offset points",
                      va="center", color=OURS if row.ours else INK, weight="bold" if row.ours else "normal")
    axes.invert_yaxis()
    axes.set_title(title, loc="left", fontsize=12, color=INK, weight="bold")
    axes.set_xlim(0, 1.25 * longest)  # both panels in one scale
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    for label, row in zip(axes.get_yticklabels(), rows):
        if row is own:
            label.set(color=OURS, weight="bold")
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color("#c9d3dc")


def draw(panels, subtitle, files):
    """panels: (title, rows) each"""
    heights = [len(rows) for _, rows in panels]
    figure, axes = pyplot.subplots(len(panels), 1, figsize=(9.2, 1.3 + 0.42 * sum(heights) + 0.45 * len(panels)),
                                   gridspec_kw={"height_ratios": heights}, squeeze=False)
    longest = max(row.median_ms for _, rows in panels for row in rows)
    for own, (title, rows) in zip(axes[:, 0], panels):
        panel(own, title, rows, longest)
    figure.suptitle("Grad-CAM of VGG16: milliseconds an image, shorter is better", x=0.01, ha="left", fontsize=14,
                    color=INK, weight="bold")
    figure.text(0.01, 0.012, subtitle, fontsize=8.5, color=FAINT, ha="left")
    figure.tight_layout(rect=(0, 0.035, 1, 0.985), h_pad=1.2)
    for file in files:
        # No date within the file: an SVG of the same figures is the same file.
        figure.savefig(file, dpi=110, facecolor="white", metadata={"Date": None} if file.suffix == ".svg" else None)
    pyplot.close(figure)
