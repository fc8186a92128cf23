"""The README of the project tells the truth."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPLY = {
    "id": "a",
    "object": "chat.completion",
    "created": 1,
    "model": "gpt-4o",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "logprobs": None,
            "message": {"role": "assistant", "content": "The Vltava.", "refusal": None},
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Answers every request with the reply."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        found = self.path == "/chat/completions" and self.headers["authorization"] == "Bearer token"
        body = json.dumps(REPLY).encode()
        self.send_response(200 if found else 404)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_the_example_runs_as_printed() -> None:
    """The example in the README, run as printed against a local server, prints the reply."""
    example = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert example is not None
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            [sys.executable, "-c", example[1]],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "generated" / "python"),
                "BEARER_TOKEN": "token",
                "OPENAPIOPENAI_BASE_URL": f"http://127.0.0.1:{server.server_address[1]}",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        server.shutdown()
    assert done.stdout == "The Vltava.\n", done.stderr
