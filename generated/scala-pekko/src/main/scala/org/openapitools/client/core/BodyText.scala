package org.openapitools.client
package core

import org.apache.pekko.util.ByteString

/** The body is not what the document promises; the message says why, without the body. */
private[core] final class Undecodable(val why: String) extends RuntimeException(why) with scala.util.control.NoStackTrace

/** The bytes of a body, with what is needed to read them. */
final class BodyText private[core] (bytes: ByteString, media: Media, strict: Boolean) {
  private def refuse(why: String): Nothing = throw new Undecodable(why)

  def binary: Binary = Binary(bytes).typed(media.toString)
  def text: String = media.decode(bytes.toArray)

  def json[A](codec: Codec[A]): A =
    if (bytes.isEmpty) refuse("the response is empty") else read(utf8(bytes.toArray), codec)

  def lines[A](item: Codec[A]): Seq[A] = {
    val decoder = new JsonLinesDecoder
    (decoder.feed(bytes) ++ decoder.finish()).map(line => read(line.data.getBytes("UTF-8"), item))
  }

  private def read[A](text: Array[Byte], codec: Codec[A]): A =
    codec.decode(text, strict) match {
      case Right(value) => value
      case Left(why) if why.startsWith("no JSON") => refuse(s"the response is $why")
      case Left(why) => refuse(s"the response breaks its schema: $why")
    }

  /** RFC 8259 §8.1: a reader may ignore a byte order mark. */
  private def utf8(raw: Array[Byte]): Array[Byte] = {
    val known = media.charset.forall(Set("utf-8", "utf8", "us-ascii"))
    val data = if (known) raw else media.decode(raw).getBytes("UTF-8")
    if (data.length >= 3 && data(0) == -17 && data(1) == -69 && data(2) == -65) data.drop(3) else data
  }
}

private[core] object BodyText {

  /** The declared response for a status: exact, else its range, else `default`. */
  def select[T](responses: Seq[Response[T]], status: Int): Option[Response[T]] = {
    val keys = Seq(status.toString, s"${status / 100}XX", "DEFAULT")
    keys.flatMap(key => responses.find(_.status.toUpperCase(java.util.Locale.ROOT) == key)).headOption
  }

  /** The declared content for a content type: exact, else the narrowest range, else JSON for any kind
    * of JSON. A response without content type is taken for the first one.
    */
  def matching[T](contents: Seq[Content[T]], contentType: Option[String]): Option[Content[T]] =
    contentType.map(_.trim).filter(_.nonEmpty).fold(contents.headOption) { text =>
      val came = Media(text)
      val covering = contents.filter(each => Media(each.mediaType).covers(came))
      if (covering.nonEmpty) Some(covering.maxBy(each => Media(each.mediaType).weight))
      else if (came.isJson) contents.find(each => Media(each.mediaType).isJson)
      else None
    }

  /** The value of a body of a declared status. Throws [[Undecodable]]. */
  def decode[T](response: Response[T], contentType: Option[String], bytes: ByteString, strict: Boolean): T =
    response.nothing match {
      case Some(value) if response.contents.isEmpty => value
      case _ =>
        val content = matching(response.contents, contentType).getOrElse(
          throw new Undecodable(
            s"the response is ${Media(contentType.getOrElse(""))}, not " +
            response.contents.map(_.mediaType).mkString(" or ")
          )
        )
        content.read(new BodyText(bytes, Media(contentType.getOrElse(content.mediaType)), strict))
    }

  /** Whether a response has no body by definition (RFC 9110 §6.4.1). */
  def bodiless(method: String, status: Int): Boolean =
    method == "HEAD" || status == 204 || status == 205 || status == 304
}
