package org.openapitools.client
package core

import scala.collection.immutable.{AbstractMap, VectorMap}

/** Header fields of a response, in the order of the wire; the case of names does not matter.
  *
  * {{{ headers("Content-Type") == headers("content-type") }}}
  */
final class Headers private (fields: VectorMap[String, (String, Vector[String])])
  extends AbstractMap[String, Seq[String]] {

  def get(name: String): Option[Seq[String]] = fields.get(Headers.folded(name)).map(_._2)

  /** The values of a field joined by commas (RFC 9110 §5.3). */
  def text(name: String): Option[String] = get(name).map(_.mkString(", "))

  def iterator: Iterator[(String, Seq[String])] = fields.valuesIterator

  def removed(name: String): Map[String, Seq[String]] = new Headers(fields.removed(Headers.folded(name)))

  def updated[V >: Seq[String]](name: String, value: V): Map[String, V] = Map.from(iterator).updated(name, value)

  // What carries credentials by its definition is masked.
  override def toString: String =
    iterator
      .map { case (name, values) => s"$name: ${Redact.shown(name, values.mkString(", "))}" }
      .mkString("Headers(", "; ", ")")
}

object Headers {
  val empty: Headers = new Headers(VectorMap.empty)

  private[core] def apply(fields: Iterable[(String, String)]): Headers =
    new Headers(fields.foldLeft(VectorMap.empty[String, (String, Vector[String])]) { (held, field) =>
      val key = folded(field._1)
      val (name, values) = held.getOrElse(key, (field._1, Vector.empty))
      held.updated(key, (name, values :+ field._2))
    })

  private def folded(name: String): String = name.toLowerCase(java.util.Locale.ROOT)
}
