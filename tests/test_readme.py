"""README.md and the pages under docs/ say what is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from recommender import service
from recommender.shapes import Request

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md")] + sorted((ROOT / "docs").glob("*.md"))


def settings_read() -> dict[str, str]:
    """Every variable of the list at the top of settings.py, with its default as one would write it in a shell."""
    tree = ast.parse((ROOT / "moviemind" / "settings.py").read_text())
    call = next(
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "environ.Env"
    )
    found = {}
    for keyword in call.keywords:
        assert keyword.arg
        assert isinstance(keyword.value, ast.Tuple)
        default = keyword.value.elts[1]
        if keyword.arg == "VAR_DIR":  # an expression: a folder of the checkout
            assert ast.unparse(default) == "str(BASE_DIR / 'var')"
            found[keyword.arg] = "var"
            continue
        value = ast.literal_eval(default)
        found[keyword.arg] = ",".join(value) if isinstance(value, list) else str(value)
    return found


def settings_told() -> dict[str, str]:
    table = README.partition("## Settings")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([A-Z_]+)` \|\s*(.*?)\s*\| (.+) \|$", table, re.MULTILINE)
    assert all(meaning.strip() for _, _, meaning in rows)
    return {name: default.strip("` ") for name, default, _ in rows}


def test_the_table_of_settings_is_that_of_the_settings_file() -> None:
    assert settings_told() == settings_read()


def test_settings_are_read_nowhere_but_through_that_list() -> None:
    read = set(re.findall(r"""\benv\(["'](\w+)["']\)""", (ROOT / "moviemind" / "settings.py").read_text()))
    assert read == set(settings_read())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", page.read_text()))
    assert named <= targets


def test_the_two_commands_are_named() -> None:
    assert {"demo", "test"} <= set(re.findall(r"`make ([a-z-]+)", README))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_manage_command_named_exists(page: Path) -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text()))
    assert named <= set(get_commands())


def test_every_command_of_ours_is_in_the_readme_or_the_operations() -> None:
    ours = {name for name, app in get_commands().items() if app in ("recommender", "moviemind.catalog")}
    told = README + (ROOT / "docs" / "operations.md").read_text()
    assert {name for name in ours if name not in told} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_linked_exists(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", page.read_text())
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_part_of_a_page_that_is_linked_exists(page: Path) -> None:
    for link, part in re.findall(r"\]\(([^)#\s]*)#([\w-]+)\)", page.read_text()):
        target = page.parent / link if link else page
        headings = re.findall(r"^#+ (.+)$", target.read_text(), re.MULTILINE)
        assert part in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_named_exists(page: Path) -> None:
    rooms = "benchmarks|deploy|docs|fixtures|moviemind|recommender|requirements|static|templates|tests"
    named = re.findall(rf"`((?:{rooms})/[\w./-]*)`", page.read_text())
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_number_of_films_is_that_of_the_shipped_catalogue() -> None:
    films = sum(len(path.read_text().splitlines()) for path in (ROOT / "fixtures" / "catalogue").glob("*.jsonl"))
    assert set(re.findall(r"([\d,]+) films", README)) == {f"{films:,}"}


def shown_answers() -> list[tuple[str, set[str]]]:
    quotes = re.findall(r"^> \*\*(.+)\*\*\n>\n((?:> - .+\n)+)", README, re.MULTILINE)
    return [(ask, set(re.findall(r"^> - (.+ \(\d{4}\)): ", films, re.MULTILINE))) for ask, films in quotes]


def test_three_asks_are_shown_with_five_films_each() -> None:
    assert [len(films) for _, films in shown_answers()] == [5, 5, 5]


@pytest.mark.django_db
@pytest.mark.parametrize(("ask", "shown"), shown_answers(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_answers_shown_are_those_given(ask: str, shown: set[str]) -> None:
    """One film may differ: processors round INT8 differently, and near ties change places."""
    given = {f"{pick.film.title} ({pick.film.year})" for pick in service.ask(Request(text=ask)).answer.picks}
    assert len(shown & given) >= 4, f"run `manage.py recommend {ask!r}` and put its answers into README.md"
