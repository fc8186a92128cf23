"""The Scala runtime and its hand-written sample, compiled for both flavours and run."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.support import scala

each = pytest.mark.parametrize("flavour", scala.FLAVOURS)


@each
def test_sample_compiles_without_warning(flavour: str) -> None:
    """Runtime and sample compile under the strictest flags, warnings as errors."""
    assert all(folder.is_dir() for folder in scala.sample(flavour))


@each
def test_suites(flavour: str) -> None:
    """The suites of the runtime pass on both flavours."""
    classes = scala.sample(flavour)
    with tempfile.TemporaryDirectory() as scratch:
        sources = scala.written(Path(scratch), flavour, sorted((scala.SAMPLE / "test").glob("*")))
        suites = scala.compiled(flavour, sources, classes)
    names = [f"org.openapitools.client.core.{source.stem}" for source in sources]
    path = os.pathsep.join(str(part) for part in [suites, *classes, *scala.libraries(flavour)])
    done = subprocess.run(
        [*scala.java("500m"), "-cp", path, "org.junit.runner.JUnitCore", *names],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, re.sub("\x1b\\[[0-9;]*m", "", done.stdout)[-6000:] + done.stderr


@each
def test_reference_example_compiles(flavour: str) -> None:
    """The program of the reference page compiles with the request and the imports filled in."""
    classes = scala.sample(flavour)
    root = "akka" if flavour == "akka" else "org.apache.pekko"
    text = EXAMPLE.replace("ROOT", root)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "Example.scala"
        file.write_text(text, "utf-8")
        scala.compiled(flavour, [file], classes)


def test_runtime_differs_in_imports_only() -> None:
    """akka and pekko share one source: only lines that import from either are another."""
    for source in sorted((scala.RUNTIME / "core").glob("*.scala")):
        text = source.read_text("utf-8")
        assert text.split("\n")[0] == f"package {scala.PACKAGE}", source.name
        other = scala.flavoured(text, "akka")
        assert "pekko" not in re.sub(r"(?m)^\s*(//|\*).*$", "", other), source.name


EXAMPLE = """\
import org.openapitools.client.api._
import org.openapitools.client.model._
import org.openapitools.client.core._

import ROOT.actor.ActorSystem
import scala.util.{Failure, Success}

object Example {
  def main(arguments: Array[String]): Unit = {
    implicit val system: ActorSystem = ActorSystem()
    import system.dispatcher

    implicit val ApiKeyAuth: BearerToken = BearerToken("BEARER TOKEN")

    val apiInvoker = ApiInvoker()
    val apiInstance = ChatApi("https://api.openai.com/v1")
    val createChatCompletionRequest: CreateChatCompletionRequest = CreateChatCompletionRequest(
      messages = Seq(ChatCompletionRequestUserMessage(content = "hi", role = "user")),
      model = "gpt-4o"
    )

    val request = apiInstance.createChatCompletion(createChatCompletionRequest)
    val response = apiInvoker.execute(request)

    response.onComplete {
      case Success(ApiResponse(code, content, headers)) =>
        System.out.println(s"Status code: $code}")
        System.out.println(s"Response headers: ${headers.mkString(", ")}")
        System.out.println(s"Response body: $content")

      case Failure(error @ ApiError(code, message, responseContent, cause, headers)) =>
        System.err.println(s"Status code: $code} $message $cause")
        System.err.println(s"Reason: $responseContent")
        System.err.println(s"Response headers: ${headers.mkString(", ")}")
        error.printStackTrace();

      case Failure(exception) =>
        exception.printStackTrace();
    }
  }
}
"""
