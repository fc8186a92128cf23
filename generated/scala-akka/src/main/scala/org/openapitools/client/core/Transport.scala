package org.openapitools.client
package core

import akka.actor.{ActorSystem, Scheduler}
import akka.http.scaladsl.model._
import akka.http.scaladsl.model.headers.{CustomHeader, `Raw-Request-URI`}
import akka.http.scaladsl.settings.{ClientConnectionSettings, ParserSettings}
import akka.stream.scaladsl.Source
import akka.util.ByteString
import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}
import scala.collection.mutable
import scala.concurrent.duration._
import scala.concurrent.{ExecutionContext, Future}

/** A request with everything it sends. */
private[core] final case class WireRequest(
  method: String,
  target: Target,
  fields: Seq[(String, String)],
  content: Option[Binary]
) {
  override def toString: String = s"$method ${target.origin}"
}

/** A response whose body is still to be read; whoever has it must read it, or `abort`. */
private[core] final class Reply(val head: Head, val body: Source[ByteString, Any], val abort: () => Unit)

/** Connections that are kept alive and used again, by origin. */
private[core] final class Transport(settings: Settings)(implicit system: ActorSystem) {
  private implicit val run: ExecutionContext = system.dispatcher
  private implicit val scheduler: Scheduler = system.scheduler
  private val idle = mutable.Map.empty[Origin, List[Connection]]
  private val all = mutable.Set.empty[Connection]
  private var over = false

  private val connectionSettings: ClientConnectionSettings = {
    val plain = ClientConnectionSettings(system)
      .withUserAgentHeader(None)
      .withIdleTimeout(Duration.Inf)
      .withConnectingTimeout(1.hour) // Ours counts: it tells a timeout from other failures.
      .withParserSettings(Transport.parsing(system))
    settings.transport.fold(plain)(plain.withTransport)
  }

  /** Send a request and wait for the head of its response. */
  def send(request: WireRequest, within: Duration, connect: FiniteDuration): Future[Reply] =
    take(request.target.origin) match {
      case Some(connection) => exchange(connection, request, within)
      case None =>
        val connection = open(request.target.origin)
        val limit = if (within < connect) within else connect
        Timing
          .within(connection.opened, limit, "connecting took too long")(connection.abort())
          .recoverWith { case why => Future.failed(Connection.failure(why)) }
          .flatMap(_ => exchange(connection, request, within))
    }

  private def exchange(connection: Connection, request: WireRequest, within: Duration): Future[Reply] =
    Timing
      .within(connection.send(Transport.message(request)), within, "the call took too long")(connection.abort())
      .recoverWith { case why =>
        connection.abort()
        Future.failed(Connection.failure(why))
      }
      .map(reply(connection, _))

  private def reply(connection: Connection, response: HttpResponse): Reply = {
    val body = response.entity.withoutSizeLimit.dataBytes.via(new WholeBody(() => release(connection), () => connection.abort()))
    new Reply(Transport.head(response), body, () => connection.abort())
  }

  private def take(origin: Origin): Option[Connection] = synchronized {
    if (over) throw ApiError.RequestError("the invoker is closed")
    val (open, dead) = idle.getOrElse(origin, Nil).partition(_.isOpen)
    all --= dead
    idle(origin) = open.drop(1)
    open.headOption
  }

  private def open(origin: Origin): Connection = {
    val connection = new Connection(origin, settings, connectionSettings)
    synchronized(all += connection)
    connection.closed.onComplete(_ => synchronized {
      all -= connection
      idle(origin) = idle.getOrElse(origin, Nil).filterNot(_ eq connection)
    })
    connection
  }

  /** The last connection used is the first to be used again: it is the least likely to be closed. */
  private def release(connection: Connection): Unit = synchronized {
    if (over || !connection.isOpen) connection.close()
    else idle(connection.origin) = connection :: idle.getOrElse(connection.origin, Nil)
  }

  /** Close every connection; calls that are under way fail. */
  def close(): Future[Unit] = {
    val open = synchronized {
      over = true
      all.toSeq
    }
    open.foreach(_.abort())
    Future.sequence(open.map(_.closed.recover { case _ => () })).map(_ => ())
  }
}

private[core] object Transport {

  /** A field that is rendered exactly as it is. Bytes beyond ASCII pass as the characters of the same
    * number, which is how a header is rendered.
    */
  private final class Field(val name: String, text: String) extends CustomHeader {
    def value: String = new String(text.getBytes(UTF_8), ISO_8859_1)
    def renderInRequests: Boolean = true
    def renderInResponses: Boolean = false
  }

  private def parsing(system: ActorSystem): ParserSettings =
    ParserSettings
      .forClient(system)
      .withIllegalHeaderWarnings(false)
      .withModeledHeaderParsing(false)
      .withMaxHeaderValueLength(1 << 20)
      .withMaxHeaderNameLength(1 << 12)
      .withMaxHeaderCount(1000)
      .withMaxResponseReasonLength(1 << 12)
      .withMaxChunkExtLength(1 << 16)
      .withMaxChunkSize(1 << 30)

  private def message(request: WireRequest): HttpRequest = {
    val hasBody = request.content.isDefined
    val method = HttpMethods
      .getForKey(request.method)
      .filter(each => !hasBody || each.isEntityAccepted)
      .getOrElse(HttpMethod.custom(request.method, false, false, RequestEntityAcceptance.Tolerated))
    val fields = request.fields.map { case (name, value) => new Field(name, value) }
    // akka and pekko would normalise a URI: the path goes out as it was made.
    HttpRequest(method, Uri./, `Raw-Request-URI`(request.target.path) +: fields, entity(request.content))
  }

  // The content type is a field of ours, as exact as the others.
  private def entity(content: Option[Binary]): RequestEntity = {
    val none = ContentTypes.NoContentType
    content match {
      case None => HttpEntity.Strict(none, ByteString.empty)
      case Some(binary) =>
        (binary.bytes, binary.length) match {
          case (Some(bytes), _) => HttpEntity.Strict(none, bytes)
          case (None, Some(0L)) => HttpEntity.Strict(none, ByteString.empty)
          case (None, Some(length)) => HttpEntity.Default(none, length, binary.source)
          case _ => HttpEntity.Chunked.fromData(none, binary.source)
        }
    }
  }

  private def head(response: HttpResponse): Head = {
    val plain = response.headers.map(each => each.name -> each.value)
    val entity = response.entity
    val kind =
      if (entity.contentType == ContentTypes.NoContentType || plain.exists(_._1.equalsIgnoreCase("content-type"))) Nil
      else Seq("Content-Type" -> entity.contentType.toString)
    val length = entity.contentLengthOption.filter(_ => !plain.exists(_._1.equalsIgnoreCase("content-length")))
    val sized = if (entity.isChunked) Nil else length.map(each => "Content-Length" -> each.toString).toSeq
    Head(response.status.intValue, response.status.reason, Headers(plain ++ kind ++ sized))
  }
}
