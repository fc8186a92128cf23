package org.openapitools.client
package core

/** A place where a value breaks its schema: a JSON pointer (RFC 6901), and what is wrong there. */
final case class Problem(pointer: String, message: String) {
  override def toString: String = s"${if (pointer.isEmpty) "the value" else pointer} $message"
}

/** One decoding: whether it is strict, what was found wrong, and whether all was understood.
  *
  * `imperfect` says that the value being read does not hold all of its JSON (an item of the wrong
  * kind was left out); the record around it then keeps the JSON itself. The path is tracked only
  * where problems are collected, so that a lenient decoding does not pay for it.
  */
private[core] final class Decoding(val strict: Boolean) {
  var imperfect: Boolean = false
  var depth: Int = 0
  private var path: List[String] = Nil
  private var found: Vector[Problem] = Vector.empty

  def problems: Vector[Problem] = found

  def problem(message: String): Unit =
    if (strict) found = found :+ Problem(path.reverseIterator.map("/" + _).mkString, message)

  def problemAt(name: String, message: String): Unit =
    if (strict) {
      enter(name)
      problem(message)
      leave()
    }

  def enter(segment: String): Unit =
    if (strict) path = segment.replace("~", "~0").replace("/", "~1") :: path

  def leave(): Unit = if (strict) path = path.tail

  /** Read with a codec; null where the value is not of its kind, which is then a problem. */
  def attempt[A](segment: String, json: Json, codec: Codec[A]): A = {
    enter(segment)
    val value = codec.attempt(json, this)
    if (value.asInstanceOf[AnyRef] eq null) problem(s"is ${Kind.nameOf(json)}, not ${codec.expected}")
    leave()
    value
  }
}
