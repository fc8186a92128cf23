package org.openapitools.client
package core

import akka.actor.Scheduler
import scala.concurrent.duration._
import scala.concurrent.{ExecutionContext, Future, Promise}

/** The moment at which a call has to be over; none where the limit is infinite. */
private[core] final class TimeLimit(clock: Clock, limit: Duration) {
  private val start = clock.monotonic()

  /** What is left, never below 0. */
  def remaining: Duration = limit match {
    case finite: FiniteDuration =>
      val left = finite - (clock.monotonic() - start).nanos
      if (left > Duration.Zero) left else Duration.Zero
    case infinite => infinite
  }

  /** Whether waiting that long leaves time for anything after it. */
  def allows(wait: FiniteDuration): Boolean = wait < remaining
}

private[core] object Timing {

  /** The result of `future`, or a failure when `limit` is over first; `abandon` is then called. */
  def within[A](future: Future[A], limit: Duration, message: String)(
    abandon: => Unit
  )(implicit scheduler: Scheduler, run: ExecutionContext): Future[A] = limit match {
    case finite: FiniteDuration if !future.isCompleted =>
      val result = Promise[A]()
      val timer = scheduler.scheduleOnce(finite) {
        if (result.tryFailure(new TooLate(message))) abandon
      }
      future.onComplete { found =>
        timer.cancel()
        result.tryComplete(found)
      }
      result.future
    case _ => future
  }

  def sleep(time: FiniteDuration)(implicit scheduler: Scheduler, run: ExecutionContext): Future[Unit] = {
    val done = Promise[Unit]()
    scheduler.scheduleOnce(time)(done.success(()))
    done.future
  }
}
