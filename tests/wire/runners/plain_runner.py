"""A runner without any client: the harness's own sparring partner.

It speaks the runner protocol over ``http.client`` and knows only JSON bodies and plain query
values, enough to show that right requests pass and wrong ones are reported. ``PLAIN_FAULT`` in
the environment makes it misbehave in one named way.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
from typing import Any
from urllib.parse import quote, urlsplit

FAULT = os.environ.get("PLAIN_FAULT", "")
LEAKED: list[http.client.HTTPConnection] = []


def main() -> None:
    """Answer questions until standard input ends."""
    for line in sys.stdin:
        question = json.loads(line)
        if FAULT == "silent":
            time.sleep(30)
        if FAULT == "crash":
            raise SystemExit("plain runner: told to crash")
        steps = [call(question, step) for step in question["steps"]]
        print(json.dumps({"id": question["id"], "steps": steps, "printed": printed(question)}))
        sys.stdout.flush()


def printed(question: dict[str, Any]) -> list[str]:
    """What a talkative client would print."""
    return [json.dumps(question["client"])] if FAULT == "talks" else []


def call(question: dict[str, Any], step: dict[str, Any]) -> dict[str, Any]:
    """One request and its reply in neutral words."""
    place = urlsplit(question["origin"])
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=0.5)
    pairs = [f"{quote(a['name'])}={quote(str(a['value']))}" for a in step["arguments"]]
    target = step["operation"]["path"] + ("?" + "&".join(pairs) if pairs else "")
    body = json.dumps(step["body"]).encode() if "body" in step else None
    headers = {"Content-Type": "application/json"} if body else {}
    if FAULT == "header":
        headers["X-Debug"] = "1"
    started = time.monotonic()
    try:
        connection.request(step["operation"]["method"], target, body, headers)
        reply = connection.getresponse()
        data = reply.read()
    except TimeoutError as fault:
        return failed("timeout", fault, started)
    except (OSError, http.client.HTTPException) as fault:
        return failed("connection", fault, started)
    finally:
        if FAULT == "leak":
            LEAKED.append(connection)
        else:
            connection.close()
    result: dict[str, Any] = {"took": time.monotonic() - started, "status": reply.status}
    result["headers"] = {name.lower(): value for name, value in reply.getheaders()}
    result["json"] = data.decode() if data else None
    result["none"] = not data
    return result


def failed(kind: str, fault: Exception, started: float) -> dict[str, Any]:
    """An error in neutral words."""
    error = {"class": kind, "type": type(fault).__name__, "text": str(fault)}
    return {"took": time.monotonic() - started, "error": error}


if __name__ == "__main__":
    main()
