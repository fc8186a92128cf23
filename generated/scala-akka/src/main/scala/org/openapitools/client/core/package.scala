package org.openapitools.client

import io.circe.Printer
import java.nio.charset.StandardCharsets.UTF_8

/** What every generated call stands on: codecs, requests, errors, the invoker. */
package object core {

  /** Any JSON value. */
  type Json = io.circe.Json

  /** The companion of [[Json]], so that `core._` brings both. */
  val Json: io.circe.Json.type = io.circe.Json

  /** A value as JSON text, compact, exactly as it would be sent. */
  def toJson[A](value: A)(implicit codec: Codec[A]): String = print(codec.encode(value))

  /** A value from JSON text.
    *
    * Lenient: members of the wrong kind are set aside in `extra`. With `strict` a text that breaks
    * the schema is refused. Throws [[ApiError.DecodeError]], also for what is no JSON at all.
    */
  def fromJson[A](text: String, strict: Boolean = false)(implicit codec: Codec[A]): A =
    codec.decode(text.getBytes(UTF_8), strict) match {
      case Right(value) => value
      case Left(why) => throw ApiError.DecodeError(why)
    }

  /** A long text from pieces: the constants of a class file hold 65,535 bytes at most, and a
    * compiler would fold a sum of literals into one.
    */
  def joined(pieces: String*): String = pieces.mkString

  private val printer = Printer.noSpaces

  /** JSON as text. Half a surrogate pair, which no UTF-8 can hold, is written as an escape. */
  private[core] def print(json: Json): String = {
    val text = printer.print(json)
    if (hasLoneSurrogate(text)) escapeLoneSurrogates(text) else text
  }

  private def isLone(text: String, index: Int): Boolean = {
    val char = text.charAt(index)
    if (Character.isHighSurrogate(char))
      index + 1 == text.length || !Character.isLowSurrogate(text.charAt(index + 1))
    else
      Character.isLowSurrogate(char) &&
      (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)))
  }

  private[core] def hasLoneSurrogate(text: String): Boolean =
    text.indices.exists(index => Character.isSurrogate(text.charAt(index)) && isLone(text, index))

  private def escapeLoneSurrogates(text: String): String = {
    val out = new StringBuilder(text.length + 16)
    text.indices.foreach { index =>
      val char = text.charAt(index)
      if (Character.isSurrogate(char) && isLone(text, index)) out.append("\\u%04x".format(char.toInt))
      else out.append(char)
    }
    out.toString
  }
}
