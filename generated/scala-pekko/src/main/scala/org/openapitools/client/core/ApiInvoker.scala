package org.openapitools.client
package core

import org.apache.pekko.actor.ActorSystem
import org.apache.pekko.stream.scaladsl.Source
import org.apache.pekko.util.ByteString
import org.apache.pekko.{Done, NotUsed}
import java.nio.file.{Path => FilePath}
import scala.concurrent.{ExecutionContext, Future}

/** Makes calls. It keeps connections alive, and is safe to share.
  *
  * {{{
  * implicit val system: ActorSystem = ActorSystem()
  * val invoker = ApiInvoker()
  * invoker.execute(ChatApi().createChatCompletion(request)).map(_.content)
  * }}}
  */
final class ApiInvoker private (val settings: Settings)(implicit system: ActorSystem) {
  private implicit val run: ExecutionContext = system.dispatcher
  private val transport = new Transport(settings)
  private val tokens = new Tokens(settings.clock)

  /** Make a call. The future fails with an [[ApiError]] for whatever goes wrong. */
  def execute[T](request: ApiRequest[T]): Future[ApiResponse[T]] = attempts(request).flatMap { attempts =>
    for {
      reply <- attempts.respond()
      body <- attempts.body(reply)
    } yield ApiInvoker.decoded(request.operation, attempts, reply.head, body)
  }

  /** Make a call and write its body to a file, as it arrives. */
  def download(request: ApiRequest[_], path: FilePath): Future[ApiResponse[FilePath]] =
    attempts(request).flatMap { attempts =>
      for {
        reply <- attempts.respond()
        saved <- attempts.taking(reply)(Saving(reply, path))
      } yield ApiResponse(reply.head.status, saved, reply.head.headers)(ByteString.empty)
    }

  /** The chunks of a streamed call, each as it arrives; the call is made anew whenever the source is run.
    * Leaving it early closes the connection. It fails with an [[ApiError]].
    */
  def stream[T](request: ApiStream[T]): Source[T, NotUsed] =
    Source
      .lazyFutureSource(() => attempts(request.request, Some(request.stream)).flatMap(open(request.stream, _)))
      .mapMaterializedValue(_ => NotUsed)

  private def open[T](stream: StreamOperation[T], attempts: Attempts): Future[Source[T, Any]] =
    attempts.respond().flatMap { reply =>
      val head = reply.head
      if (ApiInvoker.isStream(stream, head)) Future.successful(reply.body.via(new Chunks(stream, attempts, head)))
      else {
        val came = head.contentType.fold("of no type")(Media(_).toString)
        val start = attempts.read(reply, 65536).recover { case failure: TransportFailure => failure.partial }
        start.flatMap { data =>
          reply.abort()
          val why = s"the response is $came, no stream of ${stream.mediaType}"
          Future.failed(Failures.decode(attempts.method, attempts.path, head, data, why))
        }
      }
    }

  /** Every item of every page, asked for as needed. */
  def all[T](request: ApiPages[T]): Source[T, NotUsed] = {
    val first: Option[ApiRequest[_]] = Some(request.request)
    Source
      .unfoldAsync[Option[ApiRequest[_]], Seq[T]](first) {
        case None => Future.successful(None)
        case Some(current) => page(current).map(json => Some(PageReader(request.pages, json, current)))
      }
      .mapConcat(_.toList)
  }

  private def page(request: ApiRequest[_]): Future[Json] =
    attempts(request).flatMap { attempts =>
      for {
        reply <- attempts.respond()
        body <- attempts.body(reply)
      } yield ApiInvoker.page(attempts, reply.head, body)
    }

  /** Close all connections; calls under way fail. */
  def close(): Future[Done] = transport.close().map(_ => Done)

  // What is wrong with a call is known at once, but is told as all else is: in the future.
  private def attempts(request: ApiRequest[_], stream: Option[StreamOperation[_]] = None): Future[Attempts] =
    Future.unit.map(_ => new Attempts(request, settings, transport, tokens, stream))

  override def toString: String = s"ApiInvoker($settings)"
}

object ApiInvoker {
  def apply(settings: Settings = Settings())(implicit system: ActorSystem): ApiInvoker = new ApiInvoker(settings)

  private def isStream(stream: StreamOperation[_], head: Head): Boolean = {
    val came = Media(head.contentType.getOrElse(""))
    val right =
      if (stream.payload == Payload.JsonLines) Media(stream.mediaType).covers(came) || lines(came.subtype)
      else came.kind == "text" && came.subtype == "event-stream"
    right && head.status != 204 && head.status != 205
  }

  private val lines = Set("jsonl", "x-jsonl", "x-ndjson", "ndjson", "json-seq", "jsonlines")

  private def decoded[T](operation: Operation[T], attempts: Attempts, head: Head, body: ByteString): ApiResponse[T] =
    try ApiResponse(head.status, content(operation, attempts, head, body), head.headers)(body)
    catch {
      case undecodable: Undecodable => throw Failures.decode(attempts.method, attempts.path, head, body, undecodable.why)
    }

  private def content[T](operation: Operation[T], attempts: Attempts, head: Head, body: ByteString): T = {
    val declared = BodyText.select(operation.responses, head.status)
    def nothing = operation.responses.flatMap(_.nothing).headOption
    if (BodyText.bodiless(attempts.method, head.status))
      declared.flatMap(_.nothing).orElse(nothing).orElse(emptied(operation, attempts.strict))
        .getOrElse(throw new Undecodable(s"the response has no body (status ${head.status})"))
    else
      declared match {
        case Some(response) => BodyText.decode(response, head.contentType, body, attempts.strict)
        // A success that the document does not name: as any other of the operation.
        case None =>
          val any = operation.responses.find(each => BodyText.matching(each.contents, head.contentType).isDefined)
          any.filter(_ => body.nonEmpty) match {
            case Some(response) => BodyText.decode(response, head.contentType, body, attempts.strict)
            case None => nothing.getOrElse(throw new Undecodable(s"the document knows no status ${head.status}"))
          }
      }
  }

  /** What stands for no body where the document does not say: text and bytes are empty, and JSON is
    * null, which a record or a union keeps.
    */
  private def emptied[T](operation: Operation[T], strict: Boolean): Option[T] =
    operation.responses.flatMap(_.contents).headOption.map { content =>
      val bytes = if (content.payload == Payload.Json) ByteString("null") else ByteString.empty
      content.read(new BodyText(bytes, Media(content.mediaType), strict))
    }

  private def page(attempts: Attempts, head: Head, body: ByteString): Json =
    io.circe.jawn.parseByteArray(body.toArray) match {
      case Right(json) => json
      case Left(_) => throw Failures.decode(attempts.method, attempts.path, head, body, "the response is no JSON")
    }
}
