package org.openapitools.client
package core

import akka.actor.ActorSystem
import akka.http.scaladsl.Http
import akka.http.scaladsl.model.{HttpRequest, HttpResponse}
import akka.http.scaladsl.settings.ClientConnectionSettings
import akka.stream.scaladsl.{Keep, Sink, Source}
import akka.stream.{BoundedSourceQueue, KillSwitches, QueueOfferResult, UniqueKillSwitch}
import java.util.concurrent.atomic.AtomicReference
import scala.concurrent.{ExecutionContext, Future, Promise}
import scala.util.{Failure, Success}

/** One connection, which carries one request at a time. It is ours and not a host pool's, because a
  * call that is over must be able to end its connection, and no other.
  */
private[core] final class Connection(val origin: Origin, settings: Settings, base: ClientConnectionSettings)(
  implicit system: ActorSystem
) {
  private implicit val run: ExecutionContext = system.dispatcher
  private val waiting = new AtomicReference[Promise[HttpResponse]]()

  private val flow = {
    val builder = Http().connectionTo(origin.host.stripPrefix("[").stripSuffix("]")).toPort(origin.port).withClientConnectionSettings(base)
    if (origin.scheme == "http") builder.http()
    else settings.https.fold(builder)(builder.withCustomHttpsConnectionContext).https()
  }

  private val ((queue: BoundedSourceQueue[HttpRequest], switch: UniqueKillSwitch), connecting) =
    Source
      .queue[HttpRequest](1)
      .viaMat(KillSwitches.single)(Keep.both)
      .viaMat(flow)(Keep.both)
      .toMat(Sink.foreach(answer)) { case ((both, opened), done) => (both, (opened, done)) }
      .run()

  /** Succeeds when the connection is there. */
  val opened: Future[Unit] = connecting._1.map(_ => ())

  /** Completes when the connection is closed, by whichever side. */
  val closed: Future[Unit] = connecting._2.map(_ => ())

  closed.onComplete { end =>
    val held = waiting.getAndSet(null)
    if (held ne null) held.tryFailure(end match {
      case Success(_) => new Broken("the connection was closed before a response came", null)
      case Failure(why) => Connection.failure(why)
    })
  }

  private def answer(response: HttpResponse): Unit = {
    val held = waiting.getAndSet(null)
    if (held eq null) abort() else held.trySuccess(response)
  }

  /** Send a request; the body of the response before it must have been read to its end. */
  def send(request: HttpRequest): Future[HttpResponse] = {
    val promise = Promise[HttpResponse]()
    waiting.set(promise)
    queue.offer(request) match {
      case QueueOfferResult.Enqueued =>
        // The end may have come between the last look at it and this request.
        if (closed.isCompleted) promise.tryFailure(new Broken("the connection was closed", null))
      case QueueOfferResult.Failure(why) => promise.tryFailure(Connection.failure(why))
      case _ => promise.tryFailure(new Broken("the connection was closed", null))
    }
    promise.future
  }

  def isOpen: Boolean = !closed.isCompleted

  /** Close at once. */
  def abort(): Unit = switch.abort(Connection.Aborted)

  /** Close without a trace in the log. */
  def close(): Unit = switch.shutdown()
}

private[core] object Connection {
  private object Aborted extends RuntimeException("the call is over") with scala.util.control.NoStackTrace

  /** A failure in our words, with that of the system as its cause. */
  def failure(why: Throwable): TransportFailure = why match {
    case known: TransportFailure => known
    case _ =>
      val cause = Iterator.iterate(why)(_.getCause).takeWhile(_ ne null).take(20).toSeq
      val system = cause.collectFirst { case found: java.io.IOException => found }
      val said = system.orElse(cause.lastOption).map(_.getMessage).filter(text => (text ne null) && text.nonEmpty)
      new Broken(said.fold("the connection failed")(text => s"the connection failed: ${text.take(300)}"), system.getOrElse(why))
  }
}
