"""What an operation answers: which responses are successes, whole or streamed."""

from __future__ import annotations

from generator.ir.nodes import Content, Operation, Payload, Response

STREAMS = (Payload.EVENT_STREAM, Payload.JSON_LINES)


def successes(operation: Operation) -> tuple[Response, ...]:
    """The responses that stand for success: 2xx, or ``default`` where there is no other."""
    found = tuple(each for each in operation.responses if each.status.startswith("2"))
    return found or tuple(each for each in operation.responses if each.status == "default")


def only_streams(operation: Operation) -> bool:
    """Whether every success of an operation is a stream."""
    contents = [content for each in successes(operation) for content in each.contents]
    return (
        operation.streaming is not None
        and bool(contents)
        and all(content.payload in STREAMS for content in contents)
    )


def success_contents(operation: Operation) -> list[Content | None]:
    """What a whole answer can be; None stands for no body."""
    found: list[Content | None] = []
    for response in successes(operation):
        whole = [each for each in response.contents if each.payload not in STREAMS]
        found.extend(whole or ([None] if not response.contents else []))
    if operation.method == "HEAD" or not found:
        return [None]
    return found
