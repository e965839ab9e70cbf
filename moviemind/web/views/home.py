"""The home page: the one box, and the answers to what is written in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moviemind.web.forms import AskForm
from moviemind.web.understood import understood
from moviemind.web.views._common import lobby, member_of, needs_index
from moviemind.web.words import cards_served
from recommender import service
from recommender.shapes import Request, RequestError

EXAMPLES = (
    "I love Kingdom of Heaven, Robin Hood and Troy",
    "Similar to Green Mile, Forrest Gump and Fight Club",
    "Recommend me sci-fi comedy drama",
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The ask box; with `?q=` the answers."""
    if "q" in request.GET:
        return answers(request)
    return _box(request, AskForm())


@needs_index
def answers(request: HttpRequest) -> HttpResponse:
    """Answer `?q=`; what cannot be answered comes back with the reason beside the box."""
    form = AskForm(request.GET)
    if not form.is_valid():
        return _box(request, form, status=400)
    try:
        served = service.ask(Request(text=form.cleaned_data["q"]), member_of(request))
    except RequestError as error:
        form.add_error("q", error.reason[:1].upper() + error.reason[1:])
        return _box(request, form, status=400)
    context = {
        "form": form,
        "question": form.cleaned_data["q"],
        "answer": served.as_dict(),
        "understood": understood(served.answer),
        "cards": cards_served(served, request.user),
        "index_version": served.answer.index_version,
    }
    return render(request, "web/answers.html", context)


def _box(request: HttpRequest, form: AskForm, status: int = 200) -> HttpResponse:
    return render(request, "web/home.html", {"form": form, "examples": EXAMPLES, "wall": lobby()}, status=status)
