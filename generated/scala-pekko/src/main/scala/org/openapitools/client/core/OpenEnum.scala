package org.openapitools.client
package core

/** A value of an enumeration. Any value is one: a server may know more than this package. */
trait OpenEnum extends Product with Serializable

/** The known values of an enumeration. */
trait OpenEnumCompanion[A] {

  /** The values that the document knows. */
  def values: Seq[A]

  /** Whether the document knows a value. */
  final def isKnown(value: A): Boolean = values.contains(value)
}
