package org.openapitools.client
package core

import scala.concurrent.duration._

/** A call that is ready to be executed, as often as you like; see [[ApiInvoker.execute]].
  *
  * The methods below change single calls; each gives a new request.
  */
final class ApiRequest[T] private[core] (
  private[core] val operation: Operation[T],
  private[core] val baseUrl: Option[String],
  private[core] val credentials: Seq[Credential],
  private[core] val values: Seq[(Param[_], Json)],
  private[core] val body: Option[Sent],
  private[core] val options: CallOptions
) extends CallOptions.On[ApiRequest[T]] {

  /** With credentials; for generated code, which takes them as implicits. */
  def signed(credentials: Credential*): ApiRequest[T] = copy(credentials = credentials)

  /** With the value of a parameter. A `null`, which Java code may give, is none. */
  def set[A](param: Param[A], value: A): ApiRequest[T] =
    if (value.asInstanceOf[AnyRef] eq null) this else next(param, param.codec.encode(value))

  def set[A](param: Param[A], value: Option[A])(implicit unused: DummyImplicit): ApiRequest[T] =
    value.fold(this)(set(param, _))

  /** With a body. */
  def sending[A](body: Body[A], value: A): ApiRequest[T] = copy(body = Some(Sent(body, value)))

  def sending[A](body: Body[A], value: Option[A])(implicit unused: DummyImplicit): ApiRequest[T] =
    value.fold(this)(sending(body, _))

  /** The same call, asking for a stream. */
  def streamed[A](stream: StreamOperation[A]): ApiStream[A] = new ApiStream(this, stream)

  /** The same call, for all pages. */
  def paged[A](pages: Pages[A]): ApiPages[A] = new ApiPages(this, pages)

  protected def withOptions(change: CallOptions => CallOptions): ApiRequest[T] = copy(options = change(options))

  private[core] def next(param: Param[_], value: Json): ApiRequest[T] =
    copy(values = values.filterNot(_._1.sameAs(param)) :+ (param -> value))

  private def copy(
    credentials: Seq[Credential] = credentials,
    values: Seq[(Param[_], Json)] = values,
    body: Option[Sent] = body,
    options: CallOptions = options
  ): ApiRequest[T] = new ApiRequest(operation, baseUrl, credentials, values, body, options)

  // Parameters and bodies may hold secrets.
  override def toString: String = s"ApiRequest(${operation.name})"
}

object ApiRequest {
  def apply[T](operation: Operation[T], baseUrl: Option[String]): ApiRequest[T] =
    new ApiRequest(operation, baseUrl, Nil, Nil, None, CallOptions())
}

/** A call that is answered by a stream; see [[ApiInvoker.stream]]. */
final class ApiStream[T] private[core] (
  private[core] val request: ApiRequest[_],
  private[core] val stream: StreamOperation[T]
) extends CallOptions.On[ApiStream[T]] {
  protected def withOptions(change: CallOptions => CallOptions): ApiStream[T] =
    new ApiStream(request.changed(change), stream)

  override def toString: String = s"ApiStream(${request.operation.name})"
}

/** A call for every item of every page; see [[ApiInvoker.all]]. */
final class ApiPages[T] private[core] (
  private[core] val request: ApiRequest[_],
  private[core] val pages: Pages[T]
) extends CallOptions.On[ApiPages[T]] {
  protected def withOptions(change: CallOptions => CallOptions): ApiPages[T] =
    new ApiPages(request.changed(change), pages)

  override def toString: String = s"ApiPages(${request.operation.name})"
}

/** A body and its value, whose types belong together. */
private[core] final class Sent private (val contents: Seq[(BodyContent[_], Option[Written])], val required: Boolean)

private[core] object Sent {
  def apply[A](body: Body[A], value: A): Sent =
    new Sent(body.contents.map(content => content -> content.write(value)), body.required)

  /** Plain JSON instead of the typed value. */
  def plain(body: Body[_], json: Json): Sent =
    new Sent(body.contents.map(content => content -> Some(Written(json))), body.required)
}

/** What a single call sets for itself. */
private[core] final case class CallOptions(
  headers: Seq[(String, Option[String])] = Nil,
  query: Seq[(String, Json)] = Nil,
  members: Seq[(String, Json)] = Nil,
  body: Option[Json] = None,
  timeout: Option[Duration] = None,
  connectTimeout: Option[FiniteDuration] = None,
  maxRetries: Option[Int] = None,
  mediaType: Option[String] = None,
  baseUrl: Option[String] = None,
  strict: Option[Boolean] = None,
  idempotencyKey: Option[String] = None
)

private[core] object CallOptions {

  /** The options of a call, on whatever stands for one. */
  trait On[Self] {
    protected def withOptions(change: CallOptions => CallOptions): Self
    private[core] final def changed(change: CallOptions => CallOptions): Self = withOptions(change)

    /** With a header field, which wins over all others of its name. */
    def withHeader(name: String, value: String): Self =
      withOptions(each => each.copy(headers = each.headers :+ (name -> Some(value))))

    /** Without a header field. */
    def withoutHeader(name: String): Self =
      withOptions(each => each.copy(headers = each.headers :+ (name -> None)))

    /** With a query parameter; an array repeats the name. */
    def withQuery(name: String, value: Json): Self =
      withOptions(each => each.copy(query = each.query :+ (name -> value)))

    /** With a member more in a JSON object, form or multipart body. */
    def withBodyMember(name: String, value: Json): Self =
      withOptions(each => each.copy(members = each.members :+ (name -> value)))

    /** With plain JSON as the body. */
    def withBody(json: Json): Self = withOptions(_.copy(body = Some(json)))

    /** The limit of the whole call; of a stream, of the silence between chunks. */
    def withTimeout(limit: Duration): Self = withOptions(_.copy(timeout = Some(limit)))
    def withConnectTimeout(limit: FiniteDuration): Self = withOptions(_.copy(connectTimeout = Some(limit)))
    def withMaxRetries(count: Int): Self = withOptions(_.copy(maxRetries = Some(count)))

    /** The content type of the body, where the operation takes several. */
    def withMediaType(mediaType: String): Self = withOptions(_.copy(mediaType = Some(mediaType)))
    def withBaseUrl(url: String): Self = withOptions(_.copy(baseUrl = Some(url)))

    /** The key that makes repeated attempts one, where the operation knows such a header. */
    def withIdempotencyKey(key: String): Self = withOptions(_.copy(idempotencyKey = Some(key)))

    /** Refuse a response that breaks its schema. */
    def strict: Self = withOptions(_.copy(strict = Some(true)))
    def lenient: Self = withOptions(_.copy(strict = Some(false)))
  }
}
