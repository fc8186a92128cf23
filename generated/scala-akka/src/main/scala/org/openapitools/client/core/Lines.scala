package org.openapitools.client
package core

import akka.util.ByteString
import java.nio.charset.StandardCharsets.UTF_8

/** Bytes in any pieces to whole lines; CR, LF and CRLF end one. The work is linear: a line in many
  * pieces is joined once.
  */
private[core] final class Lines {
  private val held = new java.io.ByteArrayOutputStream
  private var afterCr = false

  /** The lines that `data` completes, without their ends. */
  def feed(data: ByteString): Seq[Array[Byte]] = {
    val bytes = data.toArray
    val out = Vector.newBuilder[Array[Byte]]
    var from = 0
    var index = 0
    while (index < bytes.length) {
      val byte = bytes(index)
      if (afterCr && byte == '\n') from = index + 1
      else if (byte == '\n' || byte == '\r') {
        held.write(bytes, from, index - from)
        out += held.toByteArray
        held.reset()
        from = index + 1
      }
      afterCr = byte == '\r'
      index += 1
    }
    held.write(bytes, from, bytes.length - from)
    out.result()
  }

  /** What has come of a line that is not ended yet. */
  def rest: ByteString = ByteString(held.toByteArray)
}

/** One event: `kind` is its type, `id` the last id seen so far, `retry` the reconnection time in
  * milliseconds if this event set it.
  */
private[core] final case class Event(data: String, kind: String = "message", id: String = "", retry: Option[Long] = None)

/** What makes events of bytes. */
private[core] trait EventSource {

  /** The events that `data` completes. */
  def feed(data: ByteString): Seq[Event]

  /** The events that the end completes. */
  def finish(): Seq[Event]

  /** What has come since the last event. */
  def rest: ByteString
}

/** JSON lines, newline-delimited JSON and JSON text sequences (RFC 7464): one value per line. The last
  * line counts without its end too: a text cut in the middle is then no JSON.
  */
private[core] final class JsonLinesDecoder extends EventSource {
  private val lines = new Lines

  def feed(data: ByteString): Seq[Event] = lines.feed(data).flatMap(value)
  def finish(): Seq[Event] = value(lines.rest.toArray).toSeq
  def rest: ByteString = lines.rest

  // RFC 7464 begins each record with 0x1E.
  private def value(line: Array[Byte]): Option[Event] = {
    val text = new String(line, UTF_8).dropWhile(isSpace).reverse.dropWhile(isSpace).reverse
    if (text.isEmpty) None else Some(Event(text))
  }

  private def isSpace(char: Char): Boolean = char <= ' ' && " \t\r\n\u001e".indexOf(char.toInt) >= 0
}

/** Event streams by the algorithm of the WHATWG HTML standard, §9.2.6. */
private[core] final class EventDecoder extends EventSource {
  private val lines = new Lines
  private val bom = ByteString(0xef, 0xbb, 0xbf)
  private var start: Option[ByteString] = Some(ByteString.empty)
  private var data: Vector[String] = Vector.empty
  private var kind = ""
  private var id = ""
  private var retry: Option[Long] = None

  def feed(bytes: ByteString): Seq[Event] =
    lines.feed(withoutBom(bytes)).flatMap { line =>
      if (line.isEmpty) dispatch()
      else {
        field(line)
        None
      }
    }

  /** None: an unfinished event is dropped. */
  def finish(): Seq[Event] = Nil

  def rest: ByteString = ByteString(data.mkString("\n")) ++ start.getOrElse(ByteString.empty) ++ lines.rest

  private def withoutBom(bytes: ByteString): ByteString = start match {
    case None => bytes
    case Some(before) =>
      val all = before ++ bytes
      if (all.length < bom.length && bom.startsWith(all)) {
        start = Some(all)
        ByteString.empty
      } else {
        start = None
        if (all.startsWith(bom)) all.drop(bom.length) else all
      }
  }

  private def field(line: Array[Byte]): Unit = {
    val colon = line.indexOf(':'.toByte)
    val name = new String(line, 0, if (colon < 0) line.length else colon, UTF_8)
    val from = if (colon < 0) line.length else if (colon + 1 < line.length && line(colon + 1) == ' ') colon + 2 else colon + 1
    def value = new String(line, from, line.length - from, UTF_8)
    name match {
      case "data" => data = data :+ value
      case "event" => kind = value
      case "id" => if (value.indexOf(0) < 0) id = value
      case "retry" => if (value.nonEmpty && value.forall(char => char >= '0' && char <= '9')) retry = Some(value.take(15).toLong)
      case _ => () // A comment, or a field that the standard does not know.
    }
  }

  private def dispatch(): Option[Event] = {
    val event =
      if (data.isEmpty) None else Some(Event(data.mkString("\n"), if (kind.isEmpty) "message" else kind, id, retry))
    data = Vector.empty
    kind = ""
    retry = None
    event
  }
}
