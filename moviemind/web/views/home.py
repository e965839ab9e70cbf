"""The home page: the one box, and the answers to what is written in it, which can be corrected and refined."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moviemind.catalog.models import Film
from moviemind.web import standing as asked
from moviemind.web.chips import ways_out
from moviemind.web.forms import AskForm, RefineForm
from moviemind.web.standing import Standing, spelt_out
from moviemind.web.understood import understood
from moviemind.web.views._common import lobby, member_of, needs_index
from moviemind.web.views.rows import rows_for
from moviemind.web.words import FilmCard, Row, cards_of, cards_served, in_common
from recommender import impressions, service
from recommender.service import Served
from recommender.shapes import RequestError

EXAMPLES = (
    "I love Kingdom of Heaven, Robin Hood and Troy",
    "Similar to Green Mile, Forrest Gump and Fight Club",
    "Recommend me sci-fi comedy drama",
)
DETAIL = {"title": "film", "person": "person", "theme": "theme"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The ask box; with `?q=`, or with the parts of a request, the answers."""
    if asked.asks(request.GET):
        return answers(request)
    return _box(request, AskForm(), rows=rows_for(request))


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What the end of the words typed so far may become, for the ask box; nothing while there is no index."""
    typed = request.GET.get("q", "")
    try:
        start, found = service.suggest(typed)
    except service.IndexUnavailable:
        start, found = len(typed), ()
    suggestions = [
        {"text": each.text, "detail": str(each.year or DETAIL[each.kind]), "insert": each.insert} for each in found
    ]
    return JsonResponse({"from": start, "suggestions": suggestions})


@needs_index
def answers(request: HttpRequest) -> HttpResponse:
    """Answer the address; what cannot be answered comes back with the reason beside the box."""
    words = request.GET.get("q", request.GET.get("said", ""))
    form = AskForm({"q": words})
    form.fields["q"].required = "q" in request.GET
    if not form.is_valid():
        return _box(request, form, status=400)
    try:
        standing = asked.read(request.GET)
        if "refine" in request.GET:
            return _refined(request, standing)
        return _answered(request, standing)
    except asked.Refused as refusal:
        reasons = refusal.reasons
    except RequestError as error:
        reasons = [error.reason[:1].upper() + error.reason[1:]]
    for reason in reasons:
        form.add_error("q", reason)
    return _box(request, form, status=400)


def _refined(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Change the request that stands and go to its new address, so that the back button takes the change back."""
    form = RefineForm(request.GET)
    if not form.is_valid():
        return _answered(request, standing, refine=form)
    words, shown = form.cleaned_data["refine"], form.cleaned_data["shown"]
    refined = service.refine(standing.request, words, shown)
    if not refined.understood:
        form.add_error("refine", f"We do not know how to do that here: “{words}”.")
        return _answered(request, standing, refine=form)
    if refined.started_over:
        return HttpResponseRedirect(Standing(request=refined.request).address)
    return HttpResponseRedirect(asked.changed(standing, refined.request, words, shown).address)


def _answered(request: HttpRequest, standing: Standing, refine: RefineForm | None = None) -> HttpResponse:
    """The page of answers."""
    member = member_of(request)
    known, gone = service.known(standing.request)
    standing = standing.with_request(known)
    served = service.ask(known, member)
    kept = impressions.record(
        "ask",
        served.answer.picks,
        served.answer.index_version,
        member=member,
        session=request.session.session_key or "",
        request=impressions.as_request(known),
    )
    cards = cards_served(served, request.user, kept)
    film, likely = _film_meant(served, cards, request)
    if film is not None:
        cards = in_common(cards, film.film)
    words = standing.said or standing.request.text
    context = {
        "form": AskForm(initial={"q": words}),
        "refine": refine or RefineForm(),
        "question": words,
        "answer": served.as_dict(),
        "understood": understood(standing, served.answer),
        "gone": len(gone),
        "cards": [card for card in cards if not likely or card.film != likely.film],
        "shown": [card.film.pk for card in cards],
        "exact": film,
        "likely": likely,
        "ways": _ways(standing, served),
        "relax": ways_out(standing, served.answer),
        "index_version": served.answer.index_version,
    }
    return render(request, "web/answers.html", context)


def _film_meant(served: Served, cards: list[FilmCard], request: HttpRequest) -> tuple[FilmCard | None, FilmCard | None]:
    """The film whose title is all that was typed, and the one that the words seem to describe."""
    answer = served.answer
    if answer.exact_title is not None:
        found = Film.objects.recommendable().for_cards().filter(pk=answer.exact_title.id)
        return next(iter(cards_of(found, request.user)), None), None
    if answer.known_item is not None:
        return None, next((card for card in cards if card.film.pk == answer.known_item.film.id), None)
    return None, None


def _ways(standing: Standing, served: Served) -> dict[str, str]:
    """Where to go from a film that was meant, or was not."""
    answer = served.answer
    now = spelt_out(standing, answer)
    if answer.exact_title is not None:
        as_words = now.with_changes(seeds=(), spirit=standing.request.text)
        return {"as_words": as_words.address}
    if answer.known_item is not None:
        film = answer.known_item.film.id
        another = standing.with_changes(exclude=standing.request.exclude | {film})
        like_it = Standing(said=now.said).with_changes(seeds=(film,))
        return {"another": another.address, "like_it": like_it.address}
    return {}


def _box(request: HttpRequest, form: AskForm, status: int = 200, rows: Sequence[Row] = ()) -> HttpResponse:
    wall = [] if rows else lobby()
    context = {"form": form, "examples": EXAMPLES, "wall": wall, "rows": rows}
    return render(request, "web/home.html", context, status=status)
