package org.openapitools.client
package core

import java.nio.ByteBuffer
import java.nio.charset.{CharacterCodingException, CodingErrorAction}
import java.nio.charset.StandardCharsets.UTF_8

/** Percent-encoding (RFC 3986 §2, RFC 6570 §3.2): which characters a value keeps, by its place.
  * Every function takes any text and gives ASCII; decoding gives the text back.
  */
private[core] object Percent {
  private val unreserved = ('a' to 'z').mkString + ('A' to 'Z').mkString + ('0' to '9').mkString + "-._~"
  private val pchar = "!$&'()*+,;=:@"

  // `#` would start a fragment, `[` and `]` are illegal, `&` and `+` mean something to a decoder.
  private val reservedInQuery = ":/?@!$'()*,;="

  // Cookie octets (RFC 6265 §4.1.1) without `%`, which must stay decodable.
  private val cookieOctets = "!#$&'()*+-./:<=>?@[]^_`{|}~"

  private val triplet = "%[0-9A-Fa-f]{2}".r
  private val chain = "%(?:25)+".r

  /** All but unreserved characters: names and values of a query. */
  def component(text: String): String = encode(text, "")

  /** For `allowReserved`: reserved characters and triplets stay, but for those that end the value. */
  def reserved(text: String): String = aroundTriplets(text, reservedInQuery)

  /** A value of a path: `pchar` stays, but for the delimiters of its style. */
  def segment(text: String, delimiters: String = ""): String = {
    val encoded = encode(text, pchar.filterNot(delimiters.contains(_)))
    if (delimiters.contains('.')) encoded.replace(".", "%2E") else encoded
  }

  /** The text of a path template: what is legal in a path stays, triplets too. */
  def literal(text: String): String = aroundTriplets(text, pchar + "/")

  /** The query part of a path template or a base URL. */
  def literalQuery(text: String): String = aroundTriplets(text, pchar + "/?")

  def cookie(text: String): String = encode(text, cookieOctets)

  /** For `application/x-www-form-urlencoded`: a space becomes `+`. */
  def form(text: String): String = encode(text, " *").replace(" ", "+")

  /** Decoded until nothing is left to decode: `%25252e` is a dot. */
  def decoded(text: String): String = {
    // A chain of encoded percent signs is undone at once, so that the time stays linear.
    var current = text
    var once = decodedOnce(chain.replaceAllIn(current, "%"))
    while (once != current) {
      current = once
      once = decodedOnce(chain.replaceAllIn(current, "%"))
    }
    current
  }

  private def aroundTriplets(text: String, safe: String): String = {
    val out = new StringBuilder
    var from = 0
    triplet.findAllMatchIn(text).foreach { found =>
      out.append(encode(text.substring(from, found.start), safe)).append(found.matched)
      from = found.end
    }
    out.append(encode(text.substring(from), safe)).toString
  }

  private def encode(text: String, safe: String): String = {
    val bytes = utf8(text)
    val out = new StringBuilder(bytes.length + 16)
    bytes.foreach { byte =>
      val char = (byte & 0xff).toChar
      if (char < 128 && (unreserved.indexOf(char.toInt) >= 0 || safe.indexOf(char.toInt) >= 0)) out.append(char)
      else out.append('%').append("%02X".format(byte & 0xff))
    }
    out.toString
  }

  private def utf8(text: String): Array[Byte] =
    if (hasLoneSurrogate(text))
      throw ApiError.RequestError("a value holds half of a surrogate pair: it is no text")
    else text.getBytes(UTF_8)

  private def decodedOnce(text: String): String =
    if (text.indexOf('%'.toInt) < 0) text
    else {
      val out = new java.io.ByteArrayOutputStream
      var index = 0
      while (index < text.length) {
        val found = if (text.charAt(index) == '%') text.slice(index, index + 3) else ""
        if (triplet.matches(found)) {
          out.write(Integer.parseInt(found.drop(1), 16))
          index += 3
        } else {
          out.write(text.substring(index, index + 1).getBytes(UTF_8))
          index += 1
        }
      }
      lossy(out.toByteArray)
    }

  private def lossy(bytes: Array[Byte]): String =
    try
      UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(bytes))
        .toString
    catch { case _: CharacterCodingException => "" }
}
