package org.openapitools.client
package core

/** A member that may be absent, `null`, or a value: three different things on the wire.
  *
  * {{{
  * request.copy(temperature = Nullable(0.5))     // "temperature": 0.5
  * request.copy(temperature = Nullable.Null)     // "temperature": null
  * request.copy(temperature = Nullable.Absent)   // not sent
  * }}}
  */
sealed abstract class Nullable[+A] extends Product with Serializable {

  /** The value, `None` where it is absent or null. */
  def toOption: scala.Option[A] = this match {
    case Nullable.Value(value) => Some(value)
    case _ => None
  }

  def isAbsent: Boolean = this == Nullable.Absent
  def isNull: Boolean = this == Nullable.Null
  def isDefined: Boolean = toOption.isDefined
  def getOrElse[B >: A](other: => B): B = toOption.getOrElse(other)
  def foreach(use: A => Unit): Unit = toOption.foreach(use)
  def map[B](change: A => B): Nullable[B] = this match {
    case Nullable.Value(value) => Nullable.Value(change(value))
    case Nullable.Null => Nullable.Null
    case Nullable.Absent => Nullable.Absent
  }
}

object Nullable {

  /** Not there: it is not sent, or was not sent. */
  case object Absent extends Nullable[Nothing]

  /** JSON `null`. */
  case object Null extends Nullable[Nothing]

  /** A value that is there. */
  final case class Value[+A](value: A) extends Nullable[A]

  def apply[A](value: A): Nullable[A] = Value(value)

  /** `None` becomes [[Absent]]. */
  def fromOption[A](value: scala.Option[A]): Nullable[A] = value.fold[Nullable[A]](Absent)(Value(_))
}
