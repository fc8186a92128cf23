package org.openapitools.client
package core

import org.apache.pekko.stream.stage.{GraphStage, InHandler, OutHandler, TimerGraphStageLogic}
import org.apache.pekko.stream.{Attributes, FlowShape, Inlet, Outlet}
import org.apache.pekko.util.ByteString
import java.nio.charset.StandardCharsets.UTF_8
import scala.collection.immutable.Queue
import scala.concurrent.duration._

/** The bytes of a stream to its typed chunks, and what its end means. */
private[core] final class Chunks[T](stream: StreamOperation[T], attempts: Attempts, head: Head)
  extends GraphStage[FlowShape[ByteString, T]] {
  private val in = Inlet[ByteString]("Chunks.in")
  private val out = Outlet[T]("Chunks.out")
  val shape: FlowShape[ByteString, T] = FlowShape(in, out)

  def createLogic(attributes: Attributes): TimerGraphStageLogic =
    new TimerGraphStageLogic(shape) with InHandler with OutHandler {
      private val decoder: EventSource =
        if (stream.payload == Payload.JsonLines) new JsonLinesDecoder else new EventDecoder
      private var events = Queue.empty[Event]
      private var ended = false
      private var leaving = false

      def onPush(): Unit = {
        cancelTimer("silence")
        val data = grab(in)
        if (leaving) pull(in)
        else {
          events = events ++ decoder.feed(data)
          next()
        }
      }

      def onPull(): Unit = next()

      override def onUpstreamFinish(): Unit =
        if (leaving) completeStage()
        else {
          cancelTimer("silence")
          ended = true
          events = events ++ decoder.finish()
          if (stream.terminator.isDefined && !events.exists(each => stream.terminator.contains(each.data)))
            cut("the stream ended without its terminator")
          else if (isAvailable(out)) next()
        }

      override def onUpstreamFailure(why: Throwable): Unit =
        if (leaving) completeStage()
        else cut(s"the stream was cut off: ${Connection.failure(why).getMessage}")

      /** Silence counts only while somebody waits for a chunk: a slow reader is no slow server. */
      override protected def onTimer(key: Any): Unit =
        if (leaving) completeStage()
        else failStage(Failures.transport(attempts.method, attempts.path, new TooLate("the stream fell silent"), Some(head)))

      private def cut(why: String): Unit = deliverThen {
        failStage(Failures.truncated(attempts.method, attempts.path, head, decoder.rest, why))
      }

      // What came before the cut was whole: it is delivered first.
      private var after: () => Unit = () => completeStage()

      private def deliverThen(end: => Unit): Unit = {
        ended = true
        after = () => end
        if (isAvailable(out)) next()
      }

      private def next(): Unit =
        events.dequeueOption match {
          case Some((event, rest)) =>
            events = rest
            if (stream.terminator.contains(event.data)) finish()
            else if (event.data.isEmpty && stream.payload != Payload.JsonLines) next()
            else deliver(event)
          case None if ended => after()
          case None if !hasBeenPulled(in) && !isClosed(in) =>
            attempts.timeout match {
              case limit: FiniteDuration => scheduleOnce("silence", limit)
              case _ => ()
            }
            pull(in)
          case None => ()
        }

      private def deliver(event: Event): Unit =
        try push(out, chunk(event))
        catch { case error: ApiError => failStage(error) }

      /** The terminator came: a short rest is read, so that the connection can be used again. */
      private def finish(): Unit =
        if (isClosed(in)) completeStage()
        else {
          leaving = true
          events = Queue.empty
          setKeepGoing(true)
          scheduleOnce("leave", 200.millis)
          complete(out)
          if (!hasBeenPulled(in)) pull(in)
        }

      override def onDownstreamFinish(cause: Throwable): Unit = if (!leaving) super.onDownstreamFinish(cause)

      setHandlers(in, out, this)
    }

  private def chunk(event: Event): T = {
    val facts = Failures.facts(attempts.method, attempts.path, head, ByteString(event.data))
    if (event.kind == "error" || event.data.contains("\"error\"")) refuseError(event, facts)
    stream.codec.decode(event.data.getBytes(UTF_8), attempts.strict) match {
      case Right(value) => value
      case Left(why) => throw ApiError.DecodeError(s"a chunk of the stream is not what it should be: $why", facts)
    }
  }

  private def refuseError(event: Event, facts: ApiError.Facts): Unit = {
    val json = io.circe.parser.parse(event.data).toOption
    val reported = json.flatMap(_.asObject).flatMap(_("error")).exists(each => !each.isNull && !each.asBoolean.contains(false))
    if (event.kind == "error" || reported) {
      val said = json.fold(Option(event.data.trim).filter(_.nonEmpty))(Failures.serverMessage)
      throw new ApiError.StreamError(
        attempts.masked(said.getOrElse("the stream reports an error")),
        facts.copy(content = json.orElse(Some(event.data)))
      )
    }
  }
}
