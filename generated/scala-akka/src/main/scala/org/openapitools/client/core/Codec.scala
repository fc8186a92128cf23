package org.openapitools.client
package core

import io.circe.JsonNumber
import java.nio.charset.StandardCharsets.UTF_8
import scala.util.control.NonFatal

/** How values of a type are read from JSON and written to it. */
abstract class Codec[A] {

  /** The value, null where `json` is not of this kind. What a value does not hold is marked in
    * `in`, so that the record around it keeps the JSON.
    */
  private[core] def attempt(json: Json, in: Decoding): A

  /** What stands for a required value that was not there. */
  private[core] def neutral(in: Decoding): A

  /** The kinds of JSON that can be a value, as a mask. */
  private[core] def kinds: Int

  /** The value on its way out. */
  def written(value: A): Written

  /** The value as JSON. Throws [[ApiError.RequestError]] where there is a file in it. */
  final def encode(value: A): Json = written(value).json

  /** Whether every required member is there, whatever its value. */
  private[core] def complete(json: Json): Boolean = (Kind.maskOf(json) & kinds) != 0

  private[core] def expected: String = Kind.nameOfMask(kinds)

  /** What stands for a whole value that is not of its type: a record keeps the JSON. Null where
    * nothing can hold it, as a scalar cannot: then the text is refused.
    */
  private[core] def standIn(json: Json, in: Decoding): A = {
    in.imperfect = json ne null
    neutral(in)
  }

  /** What stands for a whole value that does not hold all of its JSON; a union keeps the JSON. */
  private[core] def rooted(value: A, json: Json): A = value

  /** The value if `json` fits, read leniently. */
  private[core] def option(json: Json): Option[A] = Option(attempt(json, new Decoding(false)))

  /** A value from bytes of JSON text; what is wrong otherwise. */
  private[core] def decode(bytes: Array[Byte], strict: Boolean): Either[String, A] =
    if (!Utf8.isValid(bytes)) Left("no JSON: no UTF-8")
    else
      io.circe.jawn.parseByteArray(bytes) match {
        case Right(json) => fromJson(json, strict)
        case Left(failure) => Left(s"no JSON: ${failure.message}")
      }

  /** A value from JSON; with `strict` what breaks the schema is refused. */
  private[core] def fromJson(json: Json, strict: Boolean): Either[String, A] =
    try {
      val in = new Decoding(strict)
      val value = attempt(json, in)
      val found =
        if (value.asInstanceOf[AnyRef] eq null) {
          in.problem(s"is ${Kind.nameOf(json)}, not $expected")
          standIn(json, in)
        } else if (in.imperfect) rooted(value, json)
        else value
      if (found.asInstanceOf[AnyRef] eq null) Left(s"the value is no $expected that its type can hold")
      else if (in.problems.isEmpty) Right(found)
      else Left(in.problems.take(20).mkString("; "))
    } catch {
      case _: StackOverflowError => Left("nested too deeply")
    }

  /** The same, with bounds that `strict` decoding checks. */
  def within(bounds: Bounds): Codec[A] = new BoundedCodec(this, bounds)
}

object Codec {
  def apply[A](implicit codec: Codec[A]): Codec[A] = codec

  private[core] def misfit[A]: A = null.asInstanceOf[A]

  val string: Codec[String] = new ScalarCodec[String](Kind.String.mask, "") {
    override def onString(value: String): String = value
    def toJson(value: String): Json = Json.fromString(value)
  }

  // Boxed: as a primitive the null of a misfit would be 0.
  val long: Codec[Long] = new ScalarCodec[java.lang.Long](Kind.Integer.mask, 0L) {
    override def onNumber(value: JsonNumber): java.lang.Long = value.toLong match {
      case Some(found) => found
      case None => misfit
    }
    def toJson(value: java.lang.Long): Json = Json.fromLong(value)
  }.asInstanceOf[Codec[Long]]

  val bigInt: Codec[BigInt] = new ScalarCodec[BigInt](Kind.Integer.mask, BigInt(0)) {
    override def onNumber(value: JsonNumber): BigInt = value.toBigInt match {
      case Some(found) => found
      case None => misfit
    }
    def toJson(value: BigInt): Json = Json.fromBigInt(value)
  }

  val number: Codec[BigDecimal] = new ScalarCodec[BigDecimal](Kind.Number.mask, BigDecimal(0)) {
    // Through its text: JsonNumber's own way is several times slower.
    override def onNumber(value: JsonNumber): BigDecimal =
      try BigDecimal.exact(new java.math.BigDecimal(value.toString))
      catch { case NonFatal(_) => misfit }
    def toJson(value: BigDecimal): Json = Json.fromBigDecimal(value)
  }

  val boolean: Codec[Boolean] = new ScalarCodec[Boolean](Kind.Boolean.mask, false) {
    override def onBoolean(value: Boolean): Boolean = value
    def toJson(value: Boolean): Json = Json.fromBoolean(value)
  }

  val dateTime: Codec[DateTime] = new ScalarCodec[DateTime](Kind.String.mask, DateTime("")) {
    override def onString(value: String): DateTime = DateTime(value)
    def toJson(value: DateTime): Json = Json.fromString(value.text)
    override def check(value: DateTime): Option[String] =
      if (value.option.isEmpty) Some("is no date-time (RFC 3339)") else None
  }

  val date: Codec[Date] = new ScalarCodec[Date](Kind.String.mask, Date("")) {
    override def onString(value: String): Date = Date(value)
    def toJson(value: Date): Json = Json.fromString(value.text)
    override def check(value: Date): Option[String] =
      if (value.option.isEmpty) Some("is no date (RFC 3339)") else None
  }

  /** Any JSON, null too. */
  val json: Codec[Json] = new Codec[Json] {
    private[core] def attempt(json: Json, in: Decoding): Json = json
    private[core] def neutral(in: Decoding): Json = Json.Null
    private[core] def kinds: Int = Kind.all
    def written(value: Json): Written = Written(value)
  }

  /** Raw bytes: a part of a multipart body. */
  val binary: Codec[Binary] = new ScalarCodec[Binary](Kind.String.mask, Binary.empty) {
    override def onString(value: String): Binary = Binary(value.getBytes(UTF_8))
    def toJson(value: Binary): Json = Written.File(value).json
    override def written(value: Binary): Written = Written.File(value)
  }

  /** Exactly one value. */
  def literal[A <: String with Singleton](value: A): Codec[A] =
    new LiteralCodec[A](value, Json.fromString(value), Kind.String.mask)

  def literal[A <: Long with Singleton](value: A)(implicit unused: DummyImplicit): Codec[A] =
    new LiteralCodec[A](value, Json.fromLong(value), Kind.Integer.mask)

  def literal[A <: Boolean with Singleton](
    value: A
  )(implicit unused: DummyImplicit, too: DummyImplicit): Codec[A] =
    new LiteralCodec[A](value, Json.fromBoolean(value), Kind.Boolean.mask)

  def seq[A](item: Codec[A]): Codec[Seq[A]] = new SeqCodec(item)

  def map[A](value: Codec[A]): Codec[Map[String, A]] = new MapCodec(value)

  def nullable[A](inner: Codec[A]): Codec[Nullable[A]] = new NullableCodec(inner)

  /** The codec of another type, looked up when it is first used: types may need each other. */
  def ref[A](codec: => Codec[A]): Codec[A] = new RefCodec(() => codec)

  /** An enumeration: any value of `base`, of which some are known. */
  def known[A, B](name: String, base: Codec[B], values: => Seq[A], open: Boolean = false)(
    wrap: B => A
  )(unwrap: A => B): Codec[A] = new KnownCodec(name, base, () => values, open, wrap, unwrap)

  /** A class around one value. */
  def wrapped[A, B](name: String, base: Codec[B])(wrap: B => A)(unwrap: A => B): Codec[A] =
    new KnownCodec(name, base, () => Nil, true, wrap, unwrap)
}
