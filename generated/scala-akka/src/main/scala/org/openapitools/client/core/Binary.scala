package org.openapitools.client
package core

import akka.NotUsed
import akka.stream.scaladsl.{FileIO, Source}
import akka.util.ByteString
import java.nio.file.{Files, Path => FilePath}
import java.util.concurrent.atomic.AtomicBoolean
import scala.util.Try

/** Raw bytes, in memory, in a file, or made by somebody else: a file of a multipart body, the body
  * of a request, or what a response holds.
  *
  * {{{
  * Binary.file(Paths.get("cat.png"))
  * Binary("hello".getBytes).named("hello.txt").typed("text/plain")
  * }}}
  */
sealed abstract class Binary {

  /** How many bytes there are, `None` where that is not known before. */
  def length: Option[Long]

  /** Whether the bytes can be sent again, so that a failed call may be repeated. */
  def replayable: Boolean

  /** The bytes from their start. */
  def source: Source[ByteString, Any]

  def name: Option[String]
  def mediaType: Option[String]
  def headers: Seq[(String, String)]

  /** With a file name. */
  def named(name: String): Binary = Binary.Described(this, Some(name), mediaType, headers)

  /** With a media type. */
  def typed(mediaType: String): Binary = Binary.Described(this, name, Some(mediaType), headers)

  /** With a header of its part in a multipart body. */
  def withHeader(name: String, value: String): Binary =
    Binary.Described(this, this.name, mediaType, headers :+ (name -> value))

  /** The bytes where they are in memory, as those of a response are. */
  def bytes: Option[ByteString]

  override def toString: String = s"Binary(${length.fold("unknown length")(count => s"$count bytes")})"
}

object Binary {
  val empty: Binary = InMemory(ByteString.empty)

  def apply(bytes: ByteString): Binary = InMemory(bytes)
  def apply(bytes: Array[Byte]): Binary = InMemory(ByteString(bytes))

  /** A file on disk, opened anew for each attempt and read in pieces. */
  def file(path: FilePath): Binary = {
    val size = Try(Files.size(path)).getOrElse(throw ApiError.RequestError("the file cannot be read"))
    OnDisk(path, size)
  }

  /** Bytes that somebody else makes; they are sent once, so a failed call is not repeated. */
  def source(source: Source[ByteString, Any], length: Option[Long] = None): Binary = new Once(source, length)

  private trait Plain { self: Binary =>
    def mediaType: Option[String] = None
    def headers: Seq[(String, String)] = Nil
  }

  private final case class InMemory(data: ByteString) extends Binary with Plain {
    def name: Option[String] = None
    def length: Option[Long] = Some(data.length.toLong)
    def replayable: Boolean = true
    def source: Source[ByteString, NotUsed] = Source.single(data)
    def bytes: Option[ByteString] = Some(data)
    override def toString: String = s"Binary(${data.length} bytes)"
  }

  private final case class OnDisk(path: FilePath, size: Long) extends Binary with Plain {
    def name: Option[String] = Option(path.getFileName).map(_.toString)
    def length: Option[Long] = Some(size)
    def replayable: Boolean = true
    def source: Source[ByteString, Any] = FileIO.fromPath(path)
    def bytes: Option[ByteString] = None
    override def toString: String = s"Binary($path)"
  }

  private final class Once(made: Source[ByteString, Any], val length: Option[Long]) extends Binary with Plain {
    private val spent = new AtomicBoolean(false)
    def name: Option[String] = None
    def replayable: Boolean = false
    def source: Source[ByteString, Any] =
      if (spent.compareAndSet(false, true)) made
      else throw ApiError.RequestError("the content cannot be read twice")
    def bytes: Option[ByteString] = None
  }

  private final case class Described(
    of: Binary,
    name: Option[String],
    mediaType: Option[String],
    headers: Seq[(String, String)]
  ) extends Binary {
    def length: Option[Long] = of.length
    def replayable: Boolean = of.replayable
    def source: Source[ByteString, Any] = of.source
    def bytes: Option[ByteString] = of.bytes
    override def toString: String = of.toString
  }

  /** Pieces one after the other, in memory where all of them are. */
  private[core] def concat(pieces: Seq[Binary]): Binary =
    if (pieces.forall(_.bytes.isDefined)) InMemory(pieces.iterator.flatMap(_.bytes).reduce(_ ++ _).compact)
    else new Joined(pieces)

  private final class Joined(pieces: Seq[Binary]) extends Binary with Plain {
    def name: Option[String] = None
    def length: Option[Long] =
      pieces.foldLeft(Option(0L))((sum, piece) => sum.flatMap(held => piece.length.map(held + _)))
    def replayable: Boolean = pieces.forall(_.replayable)
    def source: Source[ByteString, Any] = Source(pieces.toList).flatMapConcat(_.source)
    def bytes: Option[ByteString] = None
  }
}
