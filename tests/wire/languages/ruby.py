"""Ruby, on threads."""

from __future__ import annotations

from tests.support import ruby
from tests.wire.docs_examples import Examples
from tests.wire.languages.language import RUNNERS, Language, package_name

RUBY = Language(
    name="ruby",
    modes={"threads": frozenset({"parallel", "once", "cancel"})},
    start=lambda folder, document: [
        "ruby",
        "-w",
        str(RUNNERS / "ruby_runner.rb"),
        str(folder),
        "openapi_openai" if document == "openai" else package_name(document),
    ],
    options=lambda document: {"package": package_name(document)},
    tools=("ruby",),
    install=ruby.INSTALL,
    examples=Examples(
        fence="ruby",
        file="example.rb",
        command=lambda file: ["ruby", "-w", str(RUNNERS / "ruby_example.rb"), str(file)],
        variables=r"""ENV(?:\.fetch\(|\[)["'](\w+)["']""",
        path="CLIENT_FOLDER",
    ),
)
