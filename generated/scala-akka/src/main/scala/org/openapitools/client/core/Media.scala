package org.openapitools.client
package core

import java.nio.charset.{Charset, StandardCharsets}
import scala.util.Try

/** A media type or range (RFC 9110 §8.3.1): `kind` and `subtype` in lower case, `charset` if it says. */
private[core] final case class Media(kind: String, subtype: String, charset: Option[String]) {

  /** Whether the bytes are one JSON text (RFC 6839 §3.1 for `+json`). */
  def isJson: Boolean = subtype == "json" || subtype.endsWith("+json")

  /** Whether the bytes are for reading. */
  def isText: Boolean =
    kind == "text" || Media.texts(subtype) || subtype.endsWith("+xml") || subtype.endsWith("+yaml")

  def covers(other: Media): Boolean =
    (kind == "*" || kind == other.kind) && (subtype == "*" || subtype == other.subtype)

  /** How exact a range is: 2 for a type, 1 for `type/''*''`, 0 for `''*''/''*''`. */
  def weight: Int = Seq(kind, subtype).count(_ != "*")

  def decode(bytes: Array[Byte]): String =
    new String(bytes, charset.flatMap(each => Try(Charset.forName(each)).toOption).getOrElse(StandardCharsets.UTF_8))

  override def toString: String = s"$kind/$subtype"
}

private[core] object Media {
  private val texts = Set("xml", "javascript", "x-www-form-urlencoded", "yaml", "x-yaml")
  private val parameter = ";\\s*([^=;\\s]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))".r

  def apply(text: String): Media = {
    val essence = text.takeWhile(_ != ';').trim.toLowerCase(java.util.Locale.ROOT)
    val (kind, rest) = essence.span(_ != '/')
    val charset = parameter
      .findAllMatchIn(text)
      .find(_.group(1).equalsIgnoreCase("charset"))
      .map(found => Option(found.group(2)).map(_.replaceAll("\\\\(.)", "$1")).getOrElse(found.group(3)))
      .map(_.toLowerCase(java.util.Locale.ROOT))
      .filter(_.nonEmpty)
    Media(kind, rest.drop(1), charset)
  }

  /** The media type that goes with a file name, `None` for an unknown ending. */
  def guessed(name: Option[String]): Option[String] =
    name.flatMap(each => Option(java.net.URLConnection.guessContentTypeFromName(each)))
}
