"""The addresses of the API."""

from django.urls import URLPattern, URLResolver, path, re_path, register_converter
from django.urls.converters import IntConverter

from moviemind.api.views.docs import Docs, NoSuchAddress, Schema
from moviemind.api.views.films import Films, OneFilm
from moviemind.api.views.me import MyList, MyListEntry, MyRating, MyRatings, MySeen, MySettings, MyWords
from moviemind.api.views.recommendations import Ask, ForMe, Home, Similar, Suggest, Why
from moviemind.api.views.token import MyToken
from moviemind.profiles.models import Mark


class FilmIdConverter(IntConverter):
    """Digits that a database column holds."""

    regex = "[0-9]{1,18}"


register_converter(FilmIdConverter, "film")

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/recommendations/", Ask.as_view(), name="api-ask"),
    path("v1/suggestions/", Suggest.as_view(), name="api-suggest"),
    path("v1/films/", Films.as_view(), name="api-films"),
    path("v1/films/<film:film_id>/", OneFilm.as_view(), name="api-film"),
    path("v1/films/<film:film_id>/similar/", Similar.as_view(), name="api-similar"),
    path("v1/token/", MyToken.as_view(), name="api-token"),
    path("v1/me/recommendations/", ForMe.as_view(), name="api-for-me"),
    path("v1/me/home/", Home.as_view(), name="api-home"),
    path("v1/impressions/<str:impression>/<film:film_id>/", Why.as_view(), name="api-why"),
    path("v1/me/ratings/", MyRatings.as_view(), name="api-ratings"),
    path("v1/me/ratings/<film:film_id>/", MyRating.as_view(), name="api-rating"),
    path("v1/me/films/<film:film_id>/", MyWords.as_view(), name="api-words"),
    path("v1/me/settings/", MySettings.as_view(), name="api-settings"),
    path("v1/me/seen/", MySeen.as_view(), name="api-seen"),
    *(path(f"v1/me/{kind}/", MyList.as_view(kind=kind), name=f"api-{kind}") for kind in ("watchlist", "hidden")),
    *(
        path(f"v1/me/{kind}/<film:film_id>/", MyListEntry.as_view(kind=kind), name=f"api-{kind}-entry")
        for kind in Mark.Kind.values
    ),
    path("v1/schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(url_name="api-schema"), name="api-docs"),
    re_path(r"", NoSuchAddress.as_view()),
]
