"""A service that only answers HTTP: one route per behaviour of the kit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from pymongo.errors import ServerSelectionTimeoutError

from nscl_shared.i18n import N_, _
from nscl_shared.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, RuleViolation
from nscl_shared.web import (
    AccessTable,
    BadRequest,
    Created,
    Download,
    Json,
    KitPages,
    NoContent,
    Page,
    Problem,
    ProblemTable,
    Redirect,
    authenticated,
    public,
    roles,
    route,
)
from web_probe.schemas import ListingSchema, ThingSchema, ThingsSchema

SECRET = "the-inner-workings"
ACCESS = AccessTable(
    {
        "GET /probe/open": public(),
        "GET /probe/list": public(),
        "GET /probe/mine": authenticated(),
        "GET /probe/officers": roles("officer"),
        "GET /probe/form": public(),
        "POST /probe/form": public(),
        "POST /probe/officers/form": roles("officer"),
        "GET /probe/officers/form": roles("officer"),
        "GET /probe/fails/<kind>": public(),
        "POST /probe/upload": public(),
        "GET /probe/download": public(),
        "GET /probe/leave/<kind>": public(),
        "GET /api/probe/fails/<kind>": public(),
        "GET /api/probe/things": public(),
        "POST /api/probe/things": roles("officer", "firm"),
        "GET /api/probe/things/<int:number>": authenticated(),
        "DELETE /api/probe/things/<int:number>": roles("admin"),
        "POST /api/probe/open": public(),
        "POST /api/probe/deaf": public(),
        "GET /api/probe/values": public(),
    }
)
PROBLEMS = ProblemTable(
    {
        "thing-not-found": Problem(
            N_("There is no thing {number}."), N_("Look for it in the list.")
        ),
        "thing-closed": Problem(
            N_("The thing was closed on {day}."), N_("Open it again for {cost:money}.")
        ),
        "name-taken": Problem(N_("This name is taken."), N_("Choose another one.")),
    }
)
FAILURES = {
    "bad": partial(BadRequest, "idempotency-key-invalid"),
    "forbidden": partial(Forbidden, "not-allowed", role="firm", roles="officer"),
    "missing": partial(NotFound, "thing-not-found", number=7),
    "conflict": partial(Conflict, "thing-closed", day=date(2022, 11, 30), cost=50_000_000),
    "rule": partial(RuleViolation, "name-taken", field="parts.0.name"),
    "wordless": partial(RuleViolation, "code-without-words"),
    "database": partial(ServerSelectionTimeoutError, SECRET),
    "unexpected": partial(RuntimeError, SECRET),
}


@dataclass
class Figures:
    cost: Decimal
    on: date


def fail(kind):
    error = FAILURES[kind]()
    raise error


class Api:
    @route("GET", "/api/probe/fails/<kind>", summary="Fail")
    def fail_as_asked(self, request, kind):
        fail(kind)

    @route("GET", "/api/probe/things", query=ListingSchema, returns=ThingsSchema)
    def list_things(self, request):
        return request.query()

    @route("POST", "/api/probe/things", body=ThingSchema, returns=ThingSchema, status=201)
    def add_thing(self, request):
        body = {"thing": request.json(), "key": request.idempotency_key}
        return Created(body, location="/api/probe/things/1")

    @route("GET", "/api/probe/things/<int:number>", returns=ThingSchema, summary="Show a thing")
    def show_thing(self, request, number):
        raise NotFound("thing-not-found", number=number)

    @route("DELETE", "/api/probe/things/<int:number>", status=204)
    def drop_thing(self, request, number):
        return NoContent()

    @route("POST", "/api/probe/open", body=ThingSchema)
    def echo(self, request):
        return {"thing": request.json(), "key": request.idempotency_key}

    @route("POST", "/api/probe/deaf")
    def ignore_the_body(self, request):
        return {}

    @route("GET", "/api/probe/values")
    def values(self, request):
        return Json({"figures": Figures(Decimal("1.50"), date(2022, 11, 30)), "set": {1}})


class Pages:
    @route("GET", "/probe/open")
    @route("GET", "/probe/mine")
    @route("GET", "/probe/officers")
    def show(self, request):
        return Page("open.html")

    @route("GET", "/probe/list", query=ListingSchema)
    def list_page(self, request):
        request.query()
        return Page("list.html", following="abc=")

    @route("GET", "/probe/form")
    @route("GET", "/probe/officers/form")
    def show_form(self, request):
        return Page("form.html")

    @route("POST", "/probe/form", body=ThingSchema, form="show_form")
    @route("POST", "/probe/officers/form", body=ThingSchema, form="show_form")
    def take_form(self, request):
        thing = request.form()
        if thing["name"] == "taken":
            raise InvalidInput("name-taken", field="name")
        if thing["name"] == "closed":
            raise Conflict("thing-closed", day=date(2022, 11, 30), cost=1)
        if thing["name"] == "broken":
            raise RuntimeError(SECRET)
        return Json({"thing": thing, "key": request.idempotency_key})

    @route("GET", "/probe/fails/<kind>")
    def fail_on_a_page(self, request, kind):
        if kind == "template":
            return Page("broken.html")
        return object() if kind == "object" else fail(kind)

    @route("POST", "/probe/upload", max_body_bytes=3 * 1024 * 1024)
    def upload(self, request):
        return {name: len(file.read()) for name, file in request.files.items()}

    @route("GET", "/probe/download")
    def download(self, request):
        return Download(b"abc", 'Báo cáo năm 2022 "đợt 1".txt', "text/plain")

    @route("GET", "/probe/leave/<kind>")
    def leave(self, request, kind):
        answers = {
            "notice": Redirect("/probe/open", notice=_("Saved.")),
            "in": Redirect("/probe/open", session="a-token", lifetime=60),
            "out": Redirect("/probe/open", session=""),
        }
        return answers[kind]


class Probe(Api, Pages, KitPages):
    name = "probe"
    access = ACCESS
    problems = PROBLEMS


class Undeclared(Probe):
    """One route more than the table knows."""

    @route("GET", "/probe/forgotten")
    def forgotten(self, request):
        return {}
