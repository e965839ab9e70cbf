"""The measurement as a table for people and as one JSON object for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recommender.evaluation.measures import bootstrap
from recommender.evaluation.protocol import Report, Row

COLUMNS = ("nDCG@10", "95 %", "recall@20", "coverage", "diversity", "novelty", "top 1 %")
FIRST = "recommender"


def as_dict(report: Report) -> dict[str, Any]:
    """JSON-ready: every warm row by its name, `cold` and `few` by theirs, and what was left out.

    `accurate` also says by how much its nDCG@10 is above that of `ease_graded`, with the interval of the paired
    bootstrap.
    """
    rows: dict[str, Any] = {name: row.as_dict() for name, row in report.warm.items()}
    if "accurate" in report.warm and "ease_graded" in report.warm:
        ahead = bootstrap(report.warm["accurate"].ndcg - report.warm["ease_graded"].ndcg)
        rows["accurate"]["above_ease_graded"] = [round(value, 4) for value in (ahead.mean, ahead.low, ahead.high)]
    return {
        **rows,
        "cold": {name: row.as_dict() for name, row in report.cold.items()},
        "few": {count: {name: row.as_dict() for name, row in rows.items()} for count, rows in report.few.items()},
        "members": report.members,
        "missing": report.missing,
    }


def table(report: Report) -> Iterator[str]:
    """Lines of a table, a section after the other."""
    sections = [("warm films", report.warm, "warm"), ("cold films", report.cold, "cold")]
    sections += [(f"{count} films known", rows, f"few {count}") for count, rows in report.few.items()]
    width = max([len(FIRST), *(len(name) for _, rows, _ in sections for name in rows)])
    for title, rows, members in sections:
        if not rows:
            continue
        yield f"{title}, {report.members[members]} members"
        yield f"  {FIRST:<{width}}  {COLUMNS[0]}  {COLUMNS[1]:<15}  " + "  ".join(COLUMNS[2:])
        for name, row in rows.items():
            yield f"  {name:<{width}}  {_figures(row)}"
        yield ""
    if "accurate" in report.warm and "ease_graded" in report.warm:
        ahead = bootstrap(report.warm["accurate"].ndcg - report.warm["ease_graded"].ndcg)
        yield f"accurate less ease_graded, same members: {ahead.mean:+.4f} ({ahead.low:+.4f} to {ahead.high:+.4f})"
    for name, package in report.missing.items():
        yield f"{name} is left out: the package {package} is not installed"


def _figures(row: Row) -> str:
    interval = bootstrap(row.ndcg)
    return (
        f"{interval.mean:<7.4f}  {f'{interval.low:.4f} to {interval.high:.4f}':<15}  {row.recall.mean():<9.4f}  "
        f"{row.coverage:<8.3f}  {row.diversity:<9.3f}  {row.novelty:<7.2f}  {row.top_share:.3f}"
    )
