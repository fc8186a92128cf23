"""Lazy linking: a class costs its own module, until it is used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.python_runtime import PACKAGE, ROOT, SAMPLE, assemble, package

PREFIX = f"{PACKAGE}.models."


def run(code: str, folder: Path = ROOT) -> str:
    """What ``code`` prints in a fresh interpreter."""
    start = (
        "from tests.support.python_runtime import package\npackage()\n" if folder == ROOT else ""
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", start + textwrap.dedent(code)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded(code: str) -> list[str]:
    """The modules of models that are loaded after ``code``."""
    names = f"n[{len(PREFIX)}:] for n in sys.modules if n.startswith({PREFIX!r})"
    show = f"print(json.dumps(sorted({names})))"
    found: list[str] = json.loads(run("import json, sys\n" + textwrap.dedent(code) + "\n" + show))
    return found


def test_importing_the_package_imports_no_model_and_no_pydantic() -> None:
    """``import <package>`` is cheap: names load when they are touched."""
    assert run("import sys; print('pydantic' in sys.modules)").strip() == "False"
    assert loaded("import sampleclient.models") == []


def test_importing_a_class_imports_its_module_only() -> None:
    """A model does not pull in the models that it refers to."""
    code = "from sampleclient.models import CreateChatCompletionRequest"
    assert loaded(code) == ["create_chat_completion_request"]
    union = "from sampleclient import ChatCompletionRequestMessage"
    assert loaded(union) == ["chat_completion_request_message"]


def test_first_use_imports_what_the_value_needs() -> None:
    """Constructing imports the types of the members; decoding all that can be reached."""
    code = """
    from sampleclient.models import CreateChatCompletionRequest as Request
    Request(messages=[{"role": "developer", "content": "x"}], model="m")
    """
    assert loaded(code) == [
        "chat_completion_request_developer_message",
        "chat_completion_request_message",
        "chat_completion_request_user_message",
        "create_chat_completion_request",
    ]
    code = """
    from sampleclient.models import CreateChatCompletionResponse as Response
    from sampleclient._runtime.codec import decode
    decode(Response, b"{}")
    """
    assert loaded(code) == ["completion_usage", "create_chat_completion_response"]


@pytest.mark.parametrize(
    "use",
    [
        "M.Specimen(id='x', plus_1=1)",
        "M.Specimen.model_validate({'id': 'x', '+1': 1})",
        'M.Specimen.model_validate_json(\'{"id": "x", "+1": 1}\')',
        "M.Specimen.model_json_schema()",
        "M.Specimen.model_construct(id='x')",
        "M.Specimen.model_rebuild()",
        "pydantic.TypeAdapter(M.Specimen)",
        "pydantic.TypeAdapter(list[M.Animal]).json_schema()",
        "pydantic.create_model('C', s=(M.Specimen, ...)).model_json_schema()",
        "typing.get_type_hints(M.CompletionUsage)",
        "isinstance(1, M.Specimen)",
        "inspect.signature(M.Specimen)",
        "M.Specimen.model_fields['id']",
        "pickle.loads(pickle.dumps(M.Specimen.model_construct(id='x')))",
        "encode(M.Specimen.model_construct(id='x'))",
        "decode(M.Specimen, b'{}')",
        "repr(M.Specimen.model_construct(id='x'))",
    ],
)
def test_any_first_use_works(use: str) -> None:
    """Whatever is done first with a class, in a fresh process, it just works."""
    run(f"""
        import inspect, pickle, typing, pydantic
        import sampleclient.models as M
        from sampleclient._runtime.codec import decode, encode
        {use}
        """)


def test_first_use_is_safe_between_threads() -> None:
    """Threads that use many classes for the first time at once all get right results."""
    run("""
        import sys, threading
        sys.setswitchinterval(1e-6)
        import sampleclient.models as M
        from sampleclient._runtime.codec import decode, encode
        text = b'{"id":"x","+1":1,"pet":{"meow":"m"},"events":[{"kind":1,"at":5}]}'
        failures = []
        gate = threading.Barrier(16)
        def work(number):
            try:
                gate.wait()
                for turn in range(3):
                    if (number + turn) % 2:
                        model = decode(M.Specimen, text)
                        assert type(model.pet) is M.Cat and model.events[0].at == 5
                        assert encode(model) == text
                    else:
                        M.CreateChatCompletionRequest(
                            messages=[{"role": "user", "content": "x"}], model="m"
                        )
                        model = M.Specimen(id="x", plus_1=1, pet={"meow": "m"})
                        assert type(model.pet) is M.Cat
            except BaseException as failure:
                failures.append(repr(failure))
        threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert not failures, failures
        """)


def test_decoding_stays_tolerant_after_a_class_was_built() -> None:
    """A class that was constructed first is still decoded leniently inside another one."""
    run("""
        import sampleclient.models as M
        from sampleclient._runtime.codec import decode
        M.CompletionUsage(completion_tokens=1, prompt_tokens=1, total_tokens=2)
        response = decode(M.CreateChatCompletionResponse, b'{"usage":{"total_tokens":"3"}}')
        assert type(response.usage) is M.CompletionUsage
        assert response.usage.total_tokens == "3"
        try:
            M.CompletionUsage(total_tokens="3")
        except ValueError:
            pass
        else:
            raise AssertionError("the class has become tolerant")
        """)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that the package does not have is reported as usual."""
    sample = package()
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = sample.Nonsense
    assert {"Specimen", "models"} <= set(dir(sample))


def test_submodules_are_attributes() -> None:
    """``import <package>`` is enough to write ``<package>.models.X``."""
    code = "import sampleclient; print(sampleclient.models.specimen.Cat.__name__)"
    assert run(code).strip() == "Cat"


def test_an_assembled_package_works_from_any_place(tmp_path: Path) -> None:
    """Runtime and models copied into one folder are a package that imports by itself."""
    assemble(tmp_path)
    out = run(
        """
        import sampleclient
        print(sampleclient.CompletionUsage.model_fields.keys() >= {"total_tokens"})
        """,
        tmp_path,
    )
    assert out.strip() == "True"


def test_every_name_of_the_sample_loads() -> None:
    """The index of the package and the names in ``__all__`` are the same, and all of them exist."""
    sample = package()
    for name in sample.__all__:
        assert getattr(sample, name) is not None
    assert (SAMPLE / "models" / "__init__.py").is_file()
