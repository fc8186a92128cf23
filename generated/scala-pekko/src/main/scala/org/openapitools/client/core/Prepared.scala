package org.openapitools.client
package core

import scala.concurrent.duration._

/** A request without credentials, the same for all attempts. */
private[core] final case class Prepared(
  method: String,
  base: Base,
  path: String,
  query: Seq[String],
  fields: Seq[(String, String)],
  cookies: Seq[String],
  overrides: Seq[(String, Option[String])],
  content: Option[Binary],
  shown: String
) {
  def replayable: Boolean = content.forall(_.replayable)

  /** The request with credentials; `target` is where a redirect leads instead. */
  def sign(signature: Signature, target: Option[Target] = None): WireRequest = {
    val all = (cookies ++ signature.cookies).mkString("; ")
    val cookie = if (all.isEmpty) Nil else Seq("Cookie" -> Option(all))
    val signed = signature.fields.map { case (name, value) => name -> Option(value) }
    val plain = fields.map { case (name, value) => name -> Option(value) }
    WireRequest(method, where(signature, target), Prepared.merged(plain ++ signed ++ cookie ++ overrides), content)
  }

  // A parameter of the same name gives way: the name belongs to the credential.
  private def where(signature: Signature, target: Option[Target]): Target = {
    val pairs = signature.query.map { case (name, value) => s"$name=$value" }
    val names = signature.query.map(_._1).toSet
    target match {
      case None => Url.join(base, path, query.filterNot(each => names(each.takeWhile(_ != '='))) ++ pairs)
      case Some(found) =>
        val held = found.path.dropWhile(_ != '?').drop(1).split('&').map(each => Percent.decoded(each.takeWhile(_ != '='))).toSet
        val added = signature.query.collect { case (name, value) if !held(Percent.decoded(name)) => s"$name=$value" }
        val mark = if (found.path.contains("?")) "&" else "?"
        if (added.isEmpty) found else found.copy(path = found.path + mark + added.mkString("&"))
    }
  }
}

private[core] object Prepared {
  // The standard ignores header parameters of these names (OpenAPI 3.1 §4.8.12.2).
  private val ignored = Set("accept", "content-type", "authorization")

  /** What all attempts of a call share. Throws a RequestError when it cannot be sent. */
  def apply(request: ApiRequest[_], settings: Settings, stream: Option[StreamOperation[_]]): Prepared = {
    val operation = request.operation
    val options = request.options
    check(options, settings)
    val values = named(operation, request.values)
    val texts = values.collect { case (param, value) if param.place == Path => param.name -> ParameterText.path(param, value) }
    val (path, templateQuery) = Url.expand(operation.path, texts.toMap)
    val base = Url.base(baseUrl(request, settings))
    val switch = stream.flatMap(_.switch).map(_ -> Json.True)
    val built = Bodies.build(operation, request.body, options, options.members ++ switch)
    Prepared(
      operation.method.toUpperCase(java.util.Locale.ROOT),
      base,
      path,
      query(templateQuery, values.filter(_._1.place == Query), options.query),
      fields(operation, settings, options, values.filter(_._1.place == Header), built, stream),
      values.filter(_._1.place == Cookie).flatMap { case (param, value) =>
        ParameterText.cookies(param, value).map { case (name, text) => HeaderText.cookie(name, text) }
      },
      options.headers.map {
        case (name, Some(value)) =>
          val (checked, text) = HeaderText.field(name, value)
          checked -> Some(text)
        case (name, None) => name -> None
      },
      built.content,
      base.path + path
    )
  }

  private def check(options: CallOptions, settings: Settings): Unit = {
    def refuse(name: String) = throw ApiError.RequestError(s"$name has to be above 0")
    if (options.timeout.getOrElse(settings.timeout) <= Duration.Zero) refuse("timeout")
    if (options.connectTimeout.getOrElse(settings.connectTimeout) <= Duration.Zero) refuse("connectTimeout")
    if (options.maxRetries.getOrElse(settings.maxRetries) < 0) throw ApiError.RequestError("maxRetries has to be 0 or more")
  }

  private def named(operation: Operation[_], values: Seq[(Param[_], Json)]): Seq[(Param[_], Json)] =
    operation.parameters.flatMap { param =>
      values.find(_._1.sameAs(param)).map(param -> _._2).orElse {
        if (param.required || param.place == Path)
          throw ApiError.RequestError(s"the ${param.place} parameter `${param.name}` needs a value")
        None
      }
    }

  /** Where a call goes: what it says itself, the API object, the settings, the environment, the document. */
  private def baseUrl(request: ApiRequest[_], settings: Settings): String = {
    val operation = request.operation
    def fromEnvironment = Environment.baseUrl(settings.environment, operation.facts.packageName)
    request.options.baseUrl
      .orElse(request.baseUrl)
      .orElse(settings.baseUrl)
      .orElse(fromEnvironment)
      .getOrElse {
        val own = operation.servers.nonEmpty
        val servers = if (own) operation.servers else operation.facts.servers
        val index = if (own && settings.serverIndex >= servers.size) 0 else settings.serverIndex
        if (servers.isEmpty) throw ApiError.RequestError("the document names no server: set `baseUrl`")
        if (index < 0 || index >= servers.size)
          throw ApiError.RequestError(s"there is no server $index: the document names ${servers.size}")
        Url.server(servers(index), settings.serverVariables)
      }
  }

  private def query(template: String, values: Seq[(Param[_], Json)], extra: Seq[(String, Json)]): Seq[String] = {
    val declared = template.split('&').toSeq.filter(_.nonEmpty) ++
      values.flatMap { case (param, value) => ParameterText.query(param, value) }
    val added = extra.flatMap { case (name, value) =>
      val style = if (value.isObject) DeepObject else Form
      ParameterText.query(Param(name, Query, style, Codec.json, explode = true), value)
    }
    val names = extra.map(each => Percent.component(each._1)).toSet
    declared.filterNot(each => names(each.takeWhile(_ != '='))) ++ added
  }

  private def fields(
    operation: Operation[_],
    settings: Settings,
    options: CallOptions,
    values: Seq[(Param[_], Json)],
    built: Built,
    stream: Option[StreamOperation[_]]
  ): Seq[(String, String)] = {
    val facts = operation.facts
    val agent = settings.userAgent.getOrElse(s"${facts.packageName}/${facts.version} scala/${util.Properties.versionNumberString}")
    val key = operation.idempotencyHeader.map(_ -> options.idempotencyKey.getOrElse(java.util.UUID.randomUUID().toString))
    val parameters = values.flatMap { case (param, value) => ParameterText.header(param, value).map(param.name -> _) }
    val plain = Seq("User-Agent" -> agent, "Accept" -> accepted(operation, stream)) ++ settings.headers ++
      built.mediaType.map("Content-Type" -> _) ++ key ++
      parameters.filterNot(each => ignored(each._1.toLowerCase(java.util.Locale.ROOT)))
    merged(plain.map { case (name, value) => HeaderText.field(name, value) }.map(each => each._1 -> Option(each._2)))
  }

  /** What the operation may answer; streams are not asked for where anything else is declared. */
  private def accepted(operation: Operation[_], stream: Option[StreamOperation[_]]): String =
    stream.map(_.mediaType).getOrElse {
      val contents = (operation.responses ++ operation.failures).flatMap(_.contents)
      val whole = contents.filterNot(each => each.payload == Payload.EventStream || each.payload == Payload.JsonLines)
      val (json, other) = (if (whole.isEmpty) contents else whole).partition(_.payload == Payload.Json)
      val names = (json ++ other).map(_.mediaType).distinct
      if (names.isEmpty) "*/*" else names.mkString(", ")
    }

  /** Fields where a later one replaces an earlier one of its name; `None` removes it. */
  private def merged(fields: Seq[(String, Option[String])]): Seq[(String, String)] = {
    val last = fields.foldLeft(Vector.empty[(String, Option[String])]) { (held, field) =>
      held.filterNot(_._1.equalsIgnoreCase(field._1)) :+ field
    }
    last.collect { case (name, Some(value)) => name -> value }
  }
}
