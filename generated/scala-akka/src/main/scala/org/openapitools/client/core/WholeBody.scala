package org.openapitools.client
package core

import akka.stream.stage.{GraphStage, GraphStageLogic, InHandler, OutHandler}
import akka.stream.{Attributes, FlowShape, Inlet, Outlet}
import akka.util.ByteString

/** Tells what became of a body: read to its end, so that its connection can be used again, or left
  * before, so that it has to be closed. Streams themselves do not tell these two apart.
  */
private[core] final class WholeBody(ended: () => Unit, left: () => Unit)
  extends GraphStage[FlowShape[ByteString, ByteString]] {
  private val in = Inlet[ByteString]("WholeBody.in")
  private val out = Outlet[ByteString]("WholeBody.out")
  val shape: FlowShape[ByteString, ByteString] = FlowShape(in, out)

  def createLogic(attributes: Attributes): GraphStageLogic =
    new GraphStageLogic(shape) with InHandler with OutHandler {
      def onPush(): Unit = push(out, grab(in))
      def onPull(): Unit = pull(in)

      override def onUpstreamFinish(): Unit = {
        ended()
        completeStage()
      }

      override def onUpstreamFailure(why: Throwable): Unit = {
        left()
        failStage(why)
      }

      override def onDownstreamFinish(cause: Throwable): Unit = {
        left()
        super.onDownstreamFinish(cause)
      }

      setHandlers(in, out, this)
    }
}
