package org.openapitools.client

import core.Json
import java.nio.charset.StandardCharsets.UTF_8

/** Values through a Scala client: one JSON line each; `tests/support/round_trip.py` tells the protocol.
  *
  * `Declared`, which is written for each client, has the codec of every declaration by name.
  */
object RoundTrip {
  def main(arguments: Array[String]): Unit =
    scala.io.Source.fromInputStream(System.in, "UTF-8").getLines().foreach { line =>
      System.out.write(s"${answer(line).noSpaces}\n".getBytes(UTF_8))
      System.out.flush()
    }

  private def answer(line: String): Json = {
    val question = io.circe.parser.parse(line).fold(throw _, _.hcursor)
    try {
      val codec = Declared.codecs(question.get[String]("type").fold(throw _, identity))
      val strict = question.get[Boolean]("strict").contains(true)
      Json.obj("text" -> Json.fromString(back(codec, question.get[String]("text").fold(throw _, identity), strict)))
    } catch {
      case why: Exception => Json.obj("error" -> Json.fromString(why.toString))
    }
  }

  private def back[A](codec: core.Codec[A], text: String, strict: Boolean): String =
    core.toJson(core.fromJson(text, strict)(codec))(codec)
}
