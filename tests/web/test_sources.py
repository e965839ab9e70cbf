"""A page names each source of texts and facts, with its terms, and every page leads there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moviemind.catalog.importers import sources

pytestmark = pytest.mark.django_db
TERMS = {
    "jsonl": ("shipped catalogue", "MIT License"),
    "csv": ("Where a film’s overview comes from elsewhere",),
    "movielens": ("GroupLens", "research use", "no commercial use without their permission"),
    "tmdb": ("uses the TMDB data but is not endorsed or certified by TMDB", "non-commercial"),
    "wikipedia": ("Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
}


def test_every_source_that_can_be_imported_stands_there_with_its_terms(client: Client) -> None:
    page = client.get(reverse("sources")).content.decode()
    assert set(TERMS) == set(sources()), "a new source brings its terms to the page"
    for words in TERMS.values():
        assert all(word in page for word in words)


def test_the_encoders_parent_and_the_covers_are_named(client: Client) -> None:
    page = client.get(reverse("sources")).content.decode()
    assert "all-MiniLM-L6-v2" in page
    assert "Apache 2.0" in page
    assert "No film poster is shown" in page


def test_the_front_page_leads_there(client: Client) -> None:
    assert f'href="{reverse("sources")}"' in client.get("/").content.decode()
