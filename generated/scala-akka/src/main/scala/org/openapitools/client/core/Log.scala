package org.openapitools.client
package core

import akka.actor.ActorSystem
import akka.event.{Logging, LoggingAdapter}
import akka.util.ByteString

/** One line per request and per response, at level debug of the actor system's log. Paths are printed
  * without their query, header fields by an allow-list, bodies only on demand.
  */
private[core] final class Log(settings: Settings, packageName: String)(implicit system: ActorSystem) {
  private lazy val adapter: LoggingAdapter = Logging(system.eventStream, packageName)

  private def line(text: => String): Unit = settings.log match {
    case Some(sink) => sink(text)
    case None => if (adapter.isDebugEnabled) adapter.debug(text.replace("{}", "{ }"))
  }

  def request(method: String, path: String, fields: Seq[(String, String)], content: Option[Binary], secrets: Seq[String]): Unit =
    line {
      val body = if (settings.logBodies) content.flatMap(_.bytes).fold("")(each => s" body=${excerpt(each, secrets)}") else ""
      s"> $method $path ${fields.map(Redact.logged).mkString("{", ", ", "}")}$body"
    }

  def response(method: String, path: String, head: Head): Unit =
    line {
      val fields = head.headers.iterator.map { case (name, values) => Redact.logged(name -> values.mkString(", ")) }
      s"< $method $path ${head.status} ${fields.mkString("{", ", ", "}")}"
    }

  def body(method: String, path: String, data: ByteString, secrets: Seq[String]): Unit =
    if (settings.logBodies) line(s"< $method $path body=${excerpt(data, secrets)}")

  def retry(method: String, path: String, cause: String, seconds: Double, left: Int): Unit =
    line(f"retrying $method $path after $seconds%.3f s ($cause; $left left)")

  private def excerpt(data: ByteString, secrets: Seq[String]): String =
    Redact.without(data.take(4096).utf8String, secrets) + (if (data.length > 4096) "…" else "")
}
