"""A service that case systems ask what is still unmet in a case: the library inside FastAPI.

Start it with `uvicorn service:app`, and send a case to `POST /findings?as_of=2026-06-01`.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from guidelinekit import Invalid, load_rules, parse_case

RULES = load_rules()  # once; the rule set never changes and may be used by all threads


@asynccontextmanager
async def prepared(_: FastAPI) -> AsyncGenerator[None, None]:
    """Compile the rules before the first request comes."""
    RULES.prepare()
    yield


app = FastAPI(title="What is unmet", lifespan=prepared)


@app.exception_handler(RequestValidationError)
def wrong_request(_: Request, error: Exception) -> JSONResponse:
    """Say what is wrong with the address of a request, and repeat nothing of it, as FastAPI would."""
    problems: Sequence[Any] = error.errors() if isinstance(error, RequestValidationError) else ()
    return JSONResponse([{"where": each["loc"], "what": each["msg"]} for each in problems], 422)


async def body(request: Request) -> bytes:
    """Read the body as it is: `parse_case` says what is wrong with it, and repeats no value."""
    return await request.body()


@app.post("/findings")
def findings(sent: Annotated[bytes, Depends(body)], as_of: date) -> JSONResponse:
    """Return the unmet requirements of the case, or what is wrong with it."""
    case = parse_case(sent)
    if isinstance(case, Invalid):
        return JSONResponse(case.to_dict(), 422)
    unmet = [
        {
            "key": result.key,
            "due_on": None if result.due_on is None else result.due_on.isoformat(),
            "finding": result.message.da,
            "remedy": result.remedy.da,
        }
        for result in RULES.evaluate(case, as_of=as_of).unmet
    ]
    return JSONResponse({"case_id": case.case_id, "as_of": as_of.isoformat(), "unmet": unmet})
