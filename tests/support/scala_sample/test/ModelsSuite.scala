package org.openapitools.client
package core

import api.ThingsApi
import model._

/** What the models and their codecs promise. */
final class ModelsSuite extends munit.FunSuite {
  private def json(text: String): Json = io.circe.parser.parse(text).fold(throw _, identity)
  private val thing = """{"id":"a","kind":"thing","note":null}"""

  private def roundTrip[A](text: String)(implicit codec: Codec[A]): Unit =
    assertEquals(json(toJson(fromJson[A](text))), json(text))

  test("null, absent and present are three things in both directions") {
    assertEquals(fromJson[Thing](thing).note, Nullable.Null: Nullable[String])
    assertEquals(fromJson[Thing](thing).ratio, Nullable.Absent: Nullable[BigDecimal])
    assertEquals(toJson(fromJson[Thing](thing).copy(ratio = Nullable(0.5))), """{"id":"a","kind":"thing","note":null,"ratio":0.5}""")
    roundTrip[Thing](thing)
    roundTrip[Thing](thing.replace("null", "\"x\"").replace("}", ",\"ratio\":null}"))
  }

  test("what breaks the schema is kept, destroys nothing else, and gives way to a new value") {
    val text = """{"id":7,"kind":"thing","note":null,"type":{"x":1},"grid":[[1,"a"]],"child":"no","unlisted":5}"""
    val read = fromJson[Thing](text)
    assertEquals(read.id, "")
    assertEquals(read.extra("id"), Some(json("7")))
    assertEquals(read.grid, Some(Seq(Seq(1L))): Option[Seq[Seq[Long]]])
    assertEquals(read.child, None: Option[Thing])
    assertEquals(read.additional, Map("unlisted" -> 5L))
    roundTrip[Thing](text)
    val changed = json(toJson(read.copy(id = "new", `type` = Some("t"))))
    assertEquals(changed.hcursor.get[String]("id"), Right("new"))
    assertEquals(changed.hcursor.get[String]("type"), Right("t"))
    assertEquals(changed.hcursor.get[String]("child"), Right("no"))
  }

  test("a whole value that nothing can hold is refused, never read as something else") {
    intercept[ApiError.DecodeError](fromJson[Long]("9223372036854775808")(Codec.long))
    intercept[ApiError.DecodeError](fromJson[String]("5")(Codec.string))
    assertEquals(fromJson[Long]("9223372036854775807")(Codec.long), Long.MaxValue)
  }

  test("a missing required member stays missing; a root of another kind is kept whole") {
    roundTrip[Thing]("""{"note":"x"}""")
    assertEquals(fromJson[Thing]("{}").extra.missing, Set("id", "kind"))
    roundTrip[Thing]("[1]")
  }

  test("numbers are exact") {
    roundTrip[Thing](thing.replace("}", ",\"+1\":9223372036854775807,\"big\":18446744073709551615,\"ratio\":0.1234567890123456789012345678901234567890}"))
    assertEquals(fromJson[Thing](thing.replace("}", ",\"+1\":9223372036854775808}")).`+1`, None: Option[Long])
    roundTrip[Thing](thing.replace("}", ",\"+1\":9223372036854775808}"))
    roundTrip[Thing](thing.replace("}", ",\"ratio\":1e1000000000}"))
  }

  test("dates keep their text, and give the moment where they are one") {
    val read = fromJson[Thing](thing.replace("}", ",\"when\":\"2024-02-29t12:00:00.1230+05:30\",\"day\":\"soon\"}"))
    assertEquals(read.when.flatMap(_.option).map(_.getOffset.toString), Some("+05:30"))
    assertEquals(read.day.map(_.text), Some("soon"))
    assertEquals(read.day.flatMap(_.option), None: Option[java.time.LocalDate])
    assertEquals(toJson(read.copy(when = Some(java.time.OffsetDateTime.parse("2024-01-01T00:00:00Z")), day = None)), thing.replace("}", ",\"when\":\"2024-01-01T00:00:00Z\"}"))
  }

  test("unions: by key, by kind, by tag; what is unknown is kept") {
    val texts = Seq("""{"radius":1}""", """{"side":2,"label":"x"}""", "\"text\"", "[1,2]", """{"other":1}""", "5", "[\"a\"]")
    texts.foreach(text => roundTrip[Shape](text))
    assertEquals(texts.map(fromJson[Shape](_).getClass.getSimpleName), Seq("Circle", "Square", "StringValue", "ArrayValue", "Unknown", "Unknown", "Unknown"))
    fromJson[ChatCompletionRequestMessage]("""{"role":"user","content":"hi"}""") match {
      case ChatCompletionRequestMessage.ChatCompletionRequestUserMessage(message) => assertEquals(message.content, "hi")
      case other => fail(s"$other")
    }
    assertEquals(fromJson[ChatCompletionRequestMessage]("""{"role":"bot"}"""): ChatCompletionRequestMessage, ChatCompletionRequestMessage.Unknown(json("""{"role":"bot"}""")))
  }

  test("enumerations keep what they do not know") {
    assertEquals(fromJson[ReasoningEffort]("\"low\""), ReasoningEffort.Low)
    assertEquals(fromJson[ReasoningEffort]("\"huge\""), ReasoningEffort("huge"))
    assert(!ReasoningEffort.isKnown(ReasoningEffort("huge")))
  }

  test("strict names every place that breaks the schema") {
    val text = """{"id":7,"kind":"other","ratio":3,"grid":[[1],["a"]],"effort":"huge","shape":{"other":1},"unlisted":"x","when":"soon"}"""
    val why = intercept[ApiError.DecodeError](fromJson[Thing](text, strict = true)).message
    Seq("/id is a string", "/kind", "/note is missing", "/ratio is above 2", "/grid/1/0", "/effort", "/shape", "/unlisted", "/when").foreach { place =>
      assert(why.contains(place.takeWhile(_ != ' ')), s"$place in $why")
    }
    intercept[ApiError.DecodeError](fromJson[Missing]("""{"resource":"","more":1}""", strict = true))
    fromJson[Missing]("""{"resource":"x"}""", strict = true)
  }

  test("a tree of trees has an end; deep nesting is an error, no crash") {
    roundTrip[Tree]("[[],[[[]]]]")
    intercept[ApiError.DecodeError](fromJson[Tree]("[" * 200000 + "]" * 200000))
  }

  test("a plain value is converted into the union, the option and the body that take it") {
    val request = CreateChatCompletionRequest(
      messages = Seq(ChatCompletionRequestUserMessage(content = "hi", role = "user")),
      model = "m",
      temperature = Nullable(0.7),
      seed = Nullable(5)
    )
    assertEquals(toJson(request), """{"messages":[{"content":"hi","role":"user"}],"model":"m","temperature":0.7,"seed":5}""")
    ThingsApi().upload(Binary("x".getBytes))
    assert(compileErrors("""ChatCompletionRequestUserMessage(content = "hi", role = "system")""").nonEmpty)
    assert(compileErrors("""CreateChatCompletionRequest(messages = Seq(), model = 5)""").nonEmpty)
    assert(compileErrors("""CreateChatCompletionRequest(model = "m")""").nonEmpty)
  }

  test("half of a surrogate pair goes out as it came") {
    roundTrip[Thing](thing.replace("\"a\"", "\"\\ud800\""))
    assert(toJson(fromJson[Thing](thing.replace("\"a\"", "\"\\ud800\""))).contains("\\ud800"))
  }
}
