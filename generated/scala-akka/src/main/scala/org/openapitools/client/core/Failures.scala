package org.openapitools.client
package core

import akka.util.ByteString
import scala.util.Try

/** Status and header fields of a response; the body is still to be read. */
private[core] final case class Head(status: Int, reason: String, headers: Headers) {
  def contentType: Option[String] = headers.text("content-type").filter(_.trim.nonEmpty)
}

/** Something failed in the transport; `partial` is what had been read of the body. */
private[core] sealed abstract class TransportFailure(message: String, cause: Throwable)
  extends RuntimeException(message, cause) {
  def partial: ByteString
}

private[core] final class TooLate(message: String, val partial: ByteString = ByteString.empty)
  extends TransportFailure(message, null)

private[core] final class Broken(message: String, cause: Throwable, val partial: ByteString = ByteString.empty)
  extends TransportFailure(message, cause)

/** Errors made from what came back. */
private[core] object Failures {
  private val ids = Seq(
    "x-request-id", "request-id", "x-amzn-requestid", "x-amz-request-id", "x-ms-request-id",
    "x-correlation-id", "x-trace-id", "cf-ray"
  )
  private val speaking = Seq(
    "message", "error_description", "detail", "details", "title", "errorMessage", "error_message",
    "description", "msg", "reason"
  )
  private val longestMessage = 2000
  private val start = 65536

  /** The server's name for the request, from the usual header fields. */
  def requestId(headers: Headers): Option[String] = ids.flatMap(headers.text).find(_.nonEmpty)

  /** What a server says in an error body, `None` where it says nothing that is known. */
  def serverMessage(json: Json): Option[String] =
    json.fold(
      None,
      _ => None,
      _ => None,
      text => Some(text.trim).filter(_.nonEmpty),
      items => Some(items.flatMap(serverMessage).mkString("; ")).filter(_.nonEmpty),
      members => {
        val error = members("error")
        error
          .filter(_.isObject)
          .flatMap(serverMessage)
          .orElse(speaking.flatMap(members(_)).flatMap(serverMessage).headOption)
          .orElse(members("errors").flatMap(serverMessage))
          .orElse(error.flatMap(serverMessage))
      }
    )

  /** The error for an error status, with the body in the type of the document. A body that does not
    * decode is no second error: `content` is then plain JSON or text.
    */
  def status(
    method: String,
    path: String,
    head: Head,
    body: ByteString,
    failures: Seq[Response[Any]],
    now: Double,
    secrets: Iterable[String],
    hint: String = ""
  ): ApiError.StatusError = {
    val plain = plainBody(head, body)
    val said = plain.fold(_ => None, json => json.asString.fold(serverMessage(json))(Some(_).filter(isReadable)))
    val text = plain.fold(text => Some(text.trim).filter(each => each.nonEmpty && isReadable(each)), _ => said)
    val reason = if (head.reason.nonEmpty) head.reason else ""
    val message = Redact.without(text.getOrElse(s"${head.status} $reason".trim), secrets)
    ApiError.status(
      message.map(char => if (isInvisible(char)) ' ' else char).take(longestMessage),
      facts(method, path, head, body).copy(
        content = typed(failures, head, body).orElse(plain.fold(Some(_).filter(_.nonEmpty), Some(_))),
        retryAfter = Retry.after(head.headers, now),
        hint = hint
      )
    )
  }

  private def isInvisible(char: Char): Boolean = (char < 32 && char != '\t' && char != '\n') || char == 127

  private def isReadable(text: String): Boolean =
    text.length <= longestMessage && !text.trim.headOption.exists("<{[".contains(_))

  private def plainBody(head: Head, body: ByteString): Either[String, Json] = {
    val media = Media(head.contentType.getOrElse(""))
    val text = media.decode(body.toArray)
    val perhapsJson = media.isJson || text.trim.headOption.exists("{[".contains(_))
    val json = if (perhapsJson) io.circe.parser.parse(text).toOption else None
    json.toRight(text)
  }

  private def typed(failures: Seq[Response[Any]], head: Head, body: ByteString): Option[Any] =
    for {
      response <- BodyText.select(failures, head.status)
      if response.contents.nonEmpty && body.nonEmpty
      value <- Try(BodyText.decode(response, head.contentType, body, strict = false)).toOption
    } yield value

  def facts(method: String, path: String, head: Head, body: ByteString): ApiError.Facts =
    ApiError.Facts(head.status, head.reason, head.headers, body, method = method, path = path)

  /** A success that is not what was promised; keeps the start of the body. */
  def decode(method: String, path: String, head: Head, body: ByteString, why: String): ApiError.DecodeError =
    ApiError.DecodeError(why, facts(method, path, head, body.take(start)))

  /** A stream that ended too early; keeps what had not been understood yet. */
  def truncated(method: String, path: String, head: Head, rest: ByteString, why: String): ApiError.StreamTruncated =
    new ApiError.StreamTruncated(why, facts(method, path, head, rest.takeRight(start)))

  /** The error for a failure of the transport; `head` where a response had begun. */
  def transport(method: String, path: String, failure: TransportFailure, head: Option[Head] = None): ApiError = {
    val known = head.fold(ApiError.Facts(method = method, path = path))(facts(method, path, _, failure.partial.take(start)))
    failure match {
      case _: TooLate => new ApiError.TimeoutError(failure.getMessage, known)
      case _ =>
        // Exceptions of the transport may hold the request: only those of the system are causes.
        new ApiError.ConnectionError(failure.getMessage, known.copy(cause = systemCause(failure)))
    }
  }

  private def systemCause(failure: Throwable): Option[Throwable] =
    Iterator.iterate(failure)(_.getCause).takeWhile(_ ne null).take(20).collectFirst { case found: java.io.IOException => found }
}
