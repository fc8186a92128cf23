package org.openapitools.client
package core

import org.apache.pekko.actor.{ActorSystem, Scheduler}
import org.apache.pekko.stream.scaladsl.Sink
import org.apache.pekko.util.ByteString
import scala.concurrent.duration._
import scala.concurrent.{ExecutionContext, Future}
import scala.util.control.NonFatal

/** The attempts of one call: they share a deadline, a body and an idempotency key. */
private[core] final class Attempts(
  request: ApiRequest[_],
  settings: Settings,
  transport: Transport,
  tokens: Tokens,
  stream: Option[StreamOperation[_]]
)(implicit system: ActorSystem) {
  private implicit val run: ExecutionContext = system.dispatcher
  private implicit val scheduler: Scheduler = system.scheduler
  private val operation = request.operation
  private val options = request.options
  private val clock = settings.clock
  private val prepared = Prepared(request, settings, stream)
  private val security = new Security(operation.facts, settings, request.credentials)
  private val log = new Log(settings, operation.facts.packageName)
  private val connect = options.connectTimeout.getOrElse(settings.connectTimeout)
  private val retry =
    Retry(options.maxRetries.getOrElse(settings.maxRetries), settings.maxRetryAfter, prepared.replayable)
  @volatile private var secrets: Seq[String] = Nil

  val timeout: Duration = options.timeout.getOrElse(settings.timeout)
  val strict: Boolean = options.strict.getOrElse(settings.strict)
  val method: String = prepared.method
  val path: String = prepared.shown
  private val deadline = new TimeLimit(clock, timeout)

  /** A message without the credentials that a server may have echoed. */
  def masked(text: String): String = Redact.without(text, secrets)

  /** The first success; fails when the attempts are used up. */
  def respond(attempt: Int = 0): Future[Reply] =
    once().flatMap { reply =>
      val head = reply.head
      if (head.status >= 200 && head.status < 300) Future.successful(reply)
      else delay(attempt, Some(head)) match {
        case Some(wait) => leave(reply).flatMap(_ => again(attempt, wait, head.status.toString))
        case None => refusal(reply).flatMap(Future.failed(_))
      }
    }.recoverWith {
      case failure: TransportFailure =>
        delay(attempt, None) match {
          case Some(wait) => again(attempt, wait, failure.getMessage)
          case None => Future.failed(Failures.transport(method, path, failure))
        }
      case refused: TokenRefused =>
        delay(attempt, Some(refused.head)) match {
          case Some(wait) => again(attempt, wait, s"token: ${refused.head.status}")
          case None => Future.failed(refused.error)
        }
    }

  private def again(attempt: Int, wait: FiniteDuration, cause: String): Future[Reply] = {
    log.retry(method, path, cause, wait.toMillis / 1000.0, retry.maxRetries - attempt - 1)
    Timing.sleep(wait).flatMap(_ => respond(attempt + 1))
  }

  /** How long until the next attempt, `None` for none: also when the time would be over. */
  private def delay(attempt: Int, head: Option[Head]): Option[FiniteDuration] =
    retry
      .delay(
        attempt,
        clock.random(),
        head.map(_.status),
        head.flatMap(each => Retry.after(each.headers, clock.wall())),
        head.flatMap(_.headers.text("x-should-retry"))
      )
      .filter(deadline.allows)

  /** One attempt: credentials, the request, and the redirects of its origin. */
  private def once(): Future[Reply] =
    security.sign(security.choose(operation.security))(token).flatMap { signature =>
      secrets = (secrets ++ signature.secrets).distinct
      follow(prepared.sign(signature), signature, 10)
    }

  private def follow(wire: WireRequest, signature: Signature, left: Int): Future[Reply] =
    send(wire).flatMap { reply =>
      redirect(wire, reply.head).filter(_ => left > 0) match {
        case Some(target) =>
          leave(reply).flatMap(_ => follow(prepared.sign(signature, Some(target)), signature, left - 1))
        case None => Future.successful(reply)
      }
    }

  /** Where to go on: GET and HEAD only, and never away from the origin. */
  private def redirect(wire: WireRequest, head: Head): Option[Target] =
    head.headers
      .text("location")
      .filter(_ => Set(301, 302, 303, 307, 308)(head.status) && (method == "GET" || method == "HEAD"))
      .flatMap(Url.redirected(wire.target, _))

  private def send(wire: WireRequest): Future[Reply] = {
    log.request(wire.method, path, wire.fields, wire.content, secrets)
    transport.send(wire, deadline.remaining, connect).map { reply =>
      log.response(wire.method, path, reply.head)
      reply
    }
  }

  /** The error for an error status. */
  private def refusal(reply: Reply): Future[ApiError] = {
    val head = reply.head
    read(reply).map(Right(_)).recover { case failure: TransportFailure => Left(failure) }.map {
      case Left(late: TooLate) => Failures.transport(method, path, late, Some(head))
      case body =>
        if (head.status == 401) tokens.forget(secrets.toSet)
        val hint = if (head.status == 401) security.missing(operation.security) else None
        val data = body.fold(_.partial, found => found)
        Failures.status(method, path, head, data, operation.failures, clock.wall(), secrets, hint.getOrElse(""))
    }
  }

  // --- bodies ---------------------------------------------------------------------------------

  /** The rest of a body, at most about `limit` bytes. Fails with a TransportFailure. */
  def read(reply: Reply, limit: Long = Long.MaxValue): Future[ByteString] = {
    val held = ByteString.newBuilder
    def partial = held.synchronized(held.result())
    val done = reply.body
      .takeWhile(chunk => { held.synchronized(held ++= chunk); held.length < limit }, inclusive = true)
      .runWith(Sink.ignore)
    Timing
      .within(done, deadline.remaining, "the call took too long")(reply.abort())
      .map { _ =>
        // Also read where there can be no body: the connection is free only once its end was seen.
        val data = if (BodyText.bodiless(method, reply.head.status)) ByteString.empty else partial
        log.body(method, path, data, secrets)
        data
      }
      .recoverWith {
        case late: TooLate => Future.failed(new TooLate(late.getMessage, partial))
        case NonFatal(why) =>
          val failure = Connection.failure(why)
          Future.failed(new Broken(failure.getMessage, failure.getCause, partial))
      }
  }

  /** The body of a success. One that is cut off is a DecodeError: the server has done what was asked, so
    * it is not asked again.
    */
  def body(reply: Reply): Future[ByteString] =
    read(reply).recoverWith { case failure: TransportFailure => Future.failed(broken(reply.head, failure)) }

  def broken(head: Head, failure: TransportFailure): ApiError = failure match {
    case late: TooLate => Failures.transport(method, path, late, Some(head))
    case _ =>
      Failures.decode(method, path, head, failure.partial, s"the response was cut off: ${failure.getMessage}")
  }

  /** A failure while a body is taken, within what is left of the call's time. */
  def taking[A](reply: Reply)(work: => Future[A]): Future[A] =
    Timing
      .within(work, deadline.remaining, "the call took too long")(reply.abort())
      .recoverWith {
        case known: ApiError => Future.failed(known)
        case NonFatal(why) => Future.failed(broken(reply.head, Connection.failure(why)))
      }

  /** Be done with a response: read a short rest, so that the connection can be used again, else close. */
  private def leave(reply: Reply): Future[Unit] =
    Timing
      .within(reply.body.limitWeighted(65536)(_.length.toLong).runWith(Sink.ignore), 200.millis, "")(reply.abort())
      .map(_ => ())
      .recover { case NonFatal(_) => reply.abort() }

  // --- tokens ---------------------------------------------------------------------------------

  /** A token by client credentials: the one that is kept, or a new one. */
  private def token(scheme: Scheme, client: (String, String), scopes: Seq[String]): Future[String] = {
    val where = scheme.tokenUrl
      .flatMap(Url.resolve(prepared.base, _))
      .getOrElse(throw ApiError.RequestError(s"the token URL of `${scheme.id}` is no URL"))
    secrets = (secrets :+ client._2).distinct
    tokens.get((s"${where.origin}${where.path}", client._1, scopes)) {
      for {
        reply <- send(Tokens.request(where, client, scopes))
        body <- read(reply)
      } yield
        if (reply.head.status >= 200 && reply.head.status < 300) Tokens.granted(body)
        else {
          val shown = where.path.takeWhile(_ != '?')
          val error = Failures.status("POST", shown, reply.head, body, Nil, clock.wall(), secrets)
          throw new TokenRefused(reply.head, error)
        }
    }
  }
}

/** The authorization server gave no token; worth another attempt if its status says so. */
private[core] final class TokenRefused(val head: Head, val error: ApiError) extends RuntimeException
