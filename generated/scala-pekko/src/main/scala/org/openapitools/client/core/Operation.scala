package org.openapitools.client
package core

/** The tables of a generated client: what an operation is, as data. */
final case class Operation[T](
  facts: ApiFacts,
  name: String,
  method: String,
  path: String,
  parameters: Seq[Param[_]] = Nil,
  body: Option[Body[_]] = None,
  responses: Seq[Response[T]] = Nil,
  failures: Seq[Response[Any]] = Nil,
  security: Seq[Seq[Use]] = Nil,
  servers: Seq[Server] = Nil,
  idempotencyHeader: Option[String] = None
) {
  override def toString: String = s"Operation($name)"
}

/** Where a parameter travels. */
sealed abstract class Place(override val toString: String)
case object Path extends Place("path")
case object Query extends Place("query")
case object Header extends Place("header")
case object Cookie extends Place("cookie")

/** How a value is written (OpenAPI 3.1 §4.8.12.3); [[InContent]] is JSON text in its place. */
sealed abstract class Style
case object Simple extends Style
case object Label extends Style
case object Matrix extends Style
case object Form extends Style
case object SpaceDelimited extends Style
case object PipeDelimited extends Style
case object DeepObject extends Style
case object InContent extends Style

/** An input beside the body; `name` is that of the wire. */
final case class Param[A](
  name: String,
  place: Place,
  style: Style,
  codec: Codec[A],
  explode: Boolean = false,
  required: Boolean = false,
  allowReserved: Boolean = false
) {
  private[core] def sameAs(other: Param[_]): Boolean = name == other.name && place == other.place
}

/** What a media type carries. */
sealed abstract class Payload

object Payload {
  case object Json extends Payload
  case object Text extends Payload
  case object Bytes extends Payload
  case object Form extends Payload
  case object Multipart extends Payload
  case object EventStream extends Payload
  case object JsonLines extends Payload
}

/** How one member of a form or multipart body is written (OpenAPI 3.1 §4.8.15). */
final case class Part(
  name: String,
  payload: Payload = Payload.Text,
  mediaType: Option[String] = None,
  style: Style = Form,
  explode: Boolean = true,
  allowReserved: Boolean = false
)

/** One media type in which a body may be sent; `write` is `None` for a value that it cannot hold. */
final class BodyContent[-A] private (
  val mediaType: String,
  private[core] val payload: Payload,
  private[core] val parts: Seq[Part],
  private[core] val codec: Codec[_],
  private[core] val write: A => Option[Written]
) {

  /** The same for a choice of values, of which this content takes one. */
  def only[B](value: PartialFunction[B, A]): BodyContent[B] =
    new BodyContent[B](mediaType, payload, parts, codec, value.lift(_).flatMap(write))
}

object BodyContent {
  private def of[A](mediaType: String, payload: Payload, codec: Codec[A], parts: Seq[Part] = Nil) =
    new BodyContent[A](mediaType, payload, parts, codec, value => Some(codec.written(value)))

  def json[A](mediaType: String, codec: Codec[A]): BodyContent[A] = of(mediaType, Payload.Json, codec)
  def text[A](mediaType: String, codec: Codec[A]): BodyContent[A] = of(mediaType, Payload.Text, codec)
  def bytes(mediaType: String): BodyContent[Binary] = of(mediaType, Payload.Bytes, Codec.binary)
  def form[A](mediaType: String, codec: Codec[A], parts: Part*): BodyContent[A] =
    of(mediaType, Payload.Form, codec, parts)
  def multipart[A](mediaType: String, codec: Codec[A], parts: Part*): BodyContent[A] =
    of(mediaType, Payload.Multipart, codec, parts)
  def lines[A](mediaType: String, item: Codec[A]): BodyContent[Seq[A]] =
    of(mediaType, Payload.JsonLines, Codec.seq(item))
}

/** What an operation sends. */
final class Body[-A] private (val required: Boolean, private[core] val contents: Seq[BodyContent[A]])

object Body {
  def apply[A](required: Boolean, contents: BodyContent[A]*): Body[A] = new Body(required, contents)
}

/** One media type of a response, and what it is decoded into. */
final class Content[+T] private (
  val mediaType: String,
  private[core] val payload: Payload,
  private[core] val read: BodyText => T
) {
  def map[B](change: T => B): Content[B] = new Content(mediaType, payload, read.andThen(change))
}

object Content {
  def json[A](mediaType: String, codec: Codec[A]): Content[A] =
    new Content(mediaType, Payload.Json, _.json(codec))
  def text(mediaType: String): Content[String] = new Content(mediaType, Payload.Text, _.text)
  def bytes(mediaType: String): Content[Binary] = new Content(mediaType, Payload.Bytes, _.binary)
  def lines[A](mediaType: String, item: Codec[A]): Content[Seq[A]] =
    new Content(mediaType, Payload.JsonLines, _.lines(item))
}

/** What may come back. `status` is `200`, `2XX` or `default`. */
final class Response[+T] private (
  val status: String,
  private[core] val contents: Seq[Content[T]],
  private[core] val nothing: Option[T]
)

object Response {
  def apply[T](status: String, contents: Content[T]*): Response[T] = new Response(status, contents, None)

  /** A response without content, and what stands for it. */
  def empty[T](status: String, value: T): Response[T] = new Response(status, Nil, Some(value))
}

/** An operation called for a stream. `terminator` is the exact data that ends the stream, `switch`
  * the member of the JSON body that asks for it.
  */
final case class StreamOperation[T](
  codec: Codec[T],
  payload: Payload = Payload.EventStream,
  mediaType: String = "text/event-stream",
  terminator: Option[String] = None,
  switch: Option[String] = None
)

/** How an operation pages: `items` is the member of a page that holds its items, `next` a member of
  * the page, or else of its last item, that `parameter` takes to ask for the next page; `more` is
  * true as long as more is to come.
  */
final case class Pages[T](
  items: String,
  parameter: Param[_],
  next: String,
  more: Option[String] = None,
  item: Codec[T]
)
