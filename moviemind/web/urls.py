"""The addresses of pages."""

from django.urls import URLPattern, URLResolver, path

from moviemind.web.views import films, home, info, members, words

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("suggest/", home.suggest, name="suggest"),
    path("films/", films.film_list, name="films"),
    path("films/<int:film_id>/", films.film_page, name="film"),
    path("films/<int:film_id>/cover.svg", films.film_cover, name="film-cover"),
    path("films/<int:film_id>/rating/", words.rate, name="film-rating"),
    path("films/<int:film_id>/marks/", words.mark, name="film-marks"),
    path("films/<int:film_id>/forget/", words.forget, name="film-forget"),
    path("films/<int:film_id>/undo/", words.undo, name="film-undo"),
    path("for-you/", members.for_you, name="for-you"),
    path("for-you/picks/", members.pick, name="picks"),
    path("why/<str:impression>/<int:film_id>/", members.why, name="why"),
    *(path(f"mine/{own.kind}/", members.mine, {"kind": own.kind}, name=f"mine-{own.kind}") for own in members.LISTS),
    path("mine/settings/", members.settings, name="mine-settings"),
    path("sources/", info.sources, name="sources"),
    path("favicon.ico", info.favicon, name="favicon"),
    path("healthz", info.healthz, name="healthz"),
    path("readyz", info.readyz, name="readyz"),
]
