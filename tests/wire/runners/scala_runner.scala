package org.openapitools.client
package core

import org.apache.pekko.actor.ActorSystem
import org.apache.pekko.stream.scaladsl.{Sink, Source}
import org.apache.pekko.util.ByteString
import com.typesafe.config.ConfigFactory
import java.lang.reflect.{InvocationTargetException, Method}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path => FilePath, Paths}
import java.util.Base64
import java.util.concurrent.ConcurrentLinkedQueue
import scala.concurrent.duration._
import scala.concurrent.{Await, Future}
import scala.jdk.CollectionConverters._
import scala.util.Try

/** The Scala runner: `WireRunner FOLDER`, one JSON line per case.
  *
  * The client's classes are on the class path. The runner speaks the protocol of
  * `tests/wire/README.md` and calls the client as a person would: methods and arguments are looked up
  * by reflection, comparing names without case and punctuation.
  */
object WireRunner {
  implicit val system: ActorSystem = ActorSystem(
    "wire",
    ConfigFactory
      .parseString(
        Seq("pekko", "akka").map(root => s"$root.loglevel = OFF\n$root.stdout-loglevel = OFF\n$root.daemonic = on").mkString("\n")
      )
      .withFallback(ConfigFactory.load())
  )

  def main(arguments: Array[String]): Unit = {
    val apis = new Apis(Paths.get(arguments(0)))
    apis.loadAll()
    scala.io.Source.fromInputStream(System.in, "UTF-8").getLines().foreach { line =>
      println(print(new Play(io.circe.parser.parse(line).toOption.get, apis).answer()))
      Console.flush()
    }
    Runtime.getRuntime.halt(0)
  }

  private[core] def fold(name: String): String =
    scala.reflect.NameTransformer.decode(name).toLowerCase.filter(char => char.isLetterOrDigit)

  private[core] def only[A](found: Seq[A], what: String): A =
    if (found.size == 1) found.head else throw new IllegalStateException(s"expected exactly one $what, found ${found.size}")
}

/** The API classes of the client, and what belongs to them. */
final class Apis(folder: FilePath) {
  private val root = "org.openapitools.client."

  private val names: Seq[String] = {
    val sources = folder.resolve("src/main/scala/org/openapitools/client/api")
    val files = Files.list(sources)
    try files.iterator.asScala.map(_.getFileName.toString.stripSuffix(".scala")).filter(_ != "Facts").toVector
    finally files.close()
  }

  def loadAll(): Unit = names.foreach(module)

  private def module(name: String): AnyRef = Class.forName(s"${root}api.$name$$").getField("MODULE$").get(null)

  def name(group: String): String =
    WireRunner.only(names.filter(each => WireRunner.fold(each) == WireRunner.fold(group + "Api")), s"class ${group}Api")

  def api(name: String): AnyRef = {
    val companion = module(name)
    companion.getClass.getMethod("apply").invoke(companion)
  }

  /** The private table of an operation. */
  def table(name: String, method: String): AnyRef = {
    val wanted = WireRunner.fold(method)
    val found = Seq(s"${root}api.$name$$", s"${root}api.$name")
      .flatMap(each => Class.forName(each).getDeclaredClasses)
      .distinct
      .filter(each => each.getName.endsWith("$") && WireRunner.fold(each.getSimpleName.stripSuffix("$")) == wanted)
    val field = WireRunner.only(found, s"table $method").getField("MODULE$")
    field.setAccessible(true)
    field.get(null)
  }

  def choice(kind: Class[_]): Option[Class[_]] = Try[Class[_]](Class.forName(kind.getName + "$")).toOption
}

/** One case. */
final class Play(question: Json, apis: Apis) {
  import WireRunner.{fold, only, system}
  import system.dispatcher
  private val printed = new ConcurrentLinkedQueue[String]
  private val scratch = Paths.get(question.field("scratch").asString.get)
  private val client = question.field("client")

  def answer(): Json = {
    val id = "id" -> question.field("id")
    try Json.obj(id, "steps" -> Json.fromValues(play()), "printed" -> Json.fromValues(printed.asScala.map(Json.fromString)))
    catch {
      case why: Throwable =>
        val text = new java.io.StringWriter
        why.printStackTrace(new java.io.PrintWriter(text))
        Json.obj(id, "broken" -> Json.fromString(text.toString))
    }
  }

  private def play(): Seq[Json] = {
    val invoker = ApiInvoker(settings())
    try {
      printed.add(invoker.toString)
      printed.add(invoker.settings.toString)
      val steps = question.field("steps").asArray.get
      if (question.field("parallel").asBoolean.contains(true))
        Await.result(Future.sequence(steps.map(step => Future(scala.concurrent.blocking(call(invoker, step))))), 5.minutes)
      else steps.map(call(invoker, _))
    } finally Await.result(invoker.close(), 10.seconds)
  }

  // --- configuration ----------------------------------------------------------------------

  private def seconds(json: Json): FiniteDuration = (json.asNumber.get.toDouble * 1e9).toLong.nanos

  private def settings(): Settings = {
    val base =
      if (client.has("host")) client.field("host").asString
      else Some(question.field("origin").asString.get + client.field("base_path").asString.getOrElse(""))
    val variables = environment()
    val start = Settings(baseUrl = base, environment = variables, credentials = credentials())
    val changes: Seq[(String, (Settings, Json) => Settings)] = Seq(
      "timeout" -> ((held, json) => held.copy(timeout = if (json.isNull) Duration.Inf else seconds(json))),
      "connect_timeout" -> ((held, json) => held.copy(connectTimeout = seconds(json))),
      "max_retry_wait" -> ((held, json) => held.copy(maxRetryAfter = seconds(json))),
      "retries" -> ((held, json) => held.copy(maxRetries = json.asNumber.get.toInt.get)),
      "strict" -> ((held, json) => held.copy(strict = json.asBoolean.get)),
      "headers" -> ((held, json) => held.copy(headers = json.members.map(each => each._1 -> each._2.asString.get))),
      "server" -> ((held, json) =>
        held.copy(
          serverIndex = json.field("index").asNumber.flatMap(_.toInt).getOrElse(0),
          serverVariables = json.field("variables").members.map(each => each._1 -> each._2.asString.get).toMap
        )),
      "log" -> ((held, json) => if (json.asBoolean.contains(true)) held.copy(log = Some(line => { printed.add(line); () })) else held)
    )
    changes.foldLeft(start) { case (held, (name, change)) =>
      if (client.has(name)) change(held, client.field(name)) else held
    }
  }

  private def environment(): Map[String, String] = {
    val prefix = "ORG_OPENAPITOOLS_CLIENT_"
    val said = client.field("environment")
    val schemes = said.field("scheme").members.map { case (scheme, value) =>
      prefix + scheme.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase -> value.asString.get
    }
    (schemes ++ said.field("base_url").asString.map(s"${prefix}BASE_URL" -> _)).toMap
  }

  private def credentials(): Map[String, Credential] =
    client.field("credentials").asArray.getOrElse(Vector.empty).map { each =>
      val value = each.field("value")
      def text(name: String) = value.field(name).asString.getOrElse("")
      val credential: Credential = each.field("kind").asString.get match {
        case "basic" => BasicCredentials(text("username"), text("password"))
        case "oauth2" if value.has("client_id") => ClientCredentials(text("client_id"), text("client_secret"))
        case "apiKey" => value.asString.fold(ApiKeyValue.provided(asked(value)))(ApiKeyValue(_))
        case _ => value.asString.fold(BearerToken.provided(asked(value)))(BearerToken(_))
      }
      printed.add(credential.toString)
      each.field("scheme").asString.get -> credential
    }.toMap

  private def asked(value: Json): () => Future[String] = {
    val tokens = value.field("callable").asArray.get.map(_.asString.get).iterator
    () => Future.successful(tokens.next())
  }

  // --- the call -----------------------------------------------------------------------------

  private def call(invoker: ApiInvoker, step: Json): Json = {
    step.field("pause").asNumber.foreach(each => Thread.sleep((each.toDouble * 1000).toLong))
    val started = System.nanoTime()
    val events = new ConcurrentLinkedQueue[(String, Double)]
    val found: Seq[(String, Json)] =
      try prepared(step) match {
        case stream: ApiStream[_] =>
          printed.add(stream.toString)
          read(invoker.stream(stream.asInstanceOf[ApiStream[Any]]), step, events)
          Nil
        case request: ApiRequest[_] =>
          printed.add(request.toString)
          if (step.field("download").asBoolean.contains(true)) downloaded(invoker, request, step)
          else result(Await.result(invoker.execute(request.asInstanceOf[ApiRequest[Any]]), 5.minutes), step)
        case other => throw new IllegalStateException(s"no request: $other")
      } catch {
        case error: ApiError => Seq("error" -> Told.error(error, printed))
        case why: Throwable if Told.isForeign(why) => Seq("error" -> Told.foreign(why))
      }
    val seen = events.asScala.toSeq
    Json.fromFields(
      found ++ Seq(
        "took" -> Json.fromDoubleOrNull((System.nanoTime() - started) / 1e9),
        "events" -> Json.fromValues(seen.map(each => Json.fromString(each._1))),
        "arrivals" -> Json.fromValues(seen.map(each => Json.fromDoubleOrNull(each._2)))
      )
    )
  }

  private def read(source: Source[Any, _], step: Json, events: ConcurrentLinkedQueue[(String, Double)]): Unit = {
    val most = step.field("take").asNumber.flatMap(_.toLong).getOrElse(Long.MaxValue)
    val done = source.take(most).runWith(Sink.foreach { event =>
      events.add(print(Told.json(event)) -> System.nanoTime() / 1e9)
      ()
    })
    Await.result(done, 5.minutes)
    ()
  }

  private def downloaded(invoker: ApiInvoker, request: ApiRequest[_], step: Json): Seq[(String, Json)] = {
    val answer = Await.result(invoker.download(request, scratch.resolve("download")), 5.minutes)
    details(answer, step) :+
      ("base64" -> Json.fromString(Base64.getEncoder.encodeToString(Files.readAllBytes(answer.content))))
  }

  private def details(answer: ApiResponse[Any], step: Json): Seq[(String, Json)] = {
    printed.add(answer.toString)
    if (!step.field("details").asBoolean.contains(true)) Nil
    else
      Seq(
        "status" -> Json.fromInt(answer.code),
        "headers" -> Json.fromFields(answer.headers.iterator.map(each => each._1 -> Json.fromString(each._2.mkString(", "))).toSeq)
      )
  }

  private def result(answer: ApiResponse[Any], step: Json): Seq[(String, Json)] = {
    val value = Told.plain(answer.content)
    val reads = step.field("reads").asArray.getOrElse(Vector.empty)
    details(answer, step) ++ (value match {
      case () => Seq("none" -> Json.True, "json" -> Json.fromString("null"))
      case binary: Binary =>
        Seq("none" -> Json.False, "base64" -> Json.fromString(Base64.getEncoder.encodeToString(binary.bytes.get.toArray)))
      case text: String => Seq("none" -> Json.False, "text" -> Json.fromString(text), "json" -> Json.fromString(print(Told.json(text))))
      case other => Seq("none" -> Json.False, "json" -> Json.fromString(print(Told.json(other))))
    }) :+ ("reads" -> Json.fromValues(reads.map(path => Told.read(value, path.asArray.get))))
  }

  private def prepared(step: Json): AnyRef = {
    val operation = step.field("operation")
    val id = operation.field("id").asString.get
    val name = apis.name(operation.field("group").asString.get)
    val api = apis.api(name)
    val suffix =
      if (step.field("stream").asBoolean.contains(true)) "Stream"
      else if (step.field("details").asBoolean.contains(true)) "WithHttpInfo"
      else ""
    val method = only(
      methods(api, id + suffix) match {
        // A name that Scala needs for itself gets a word more.
        case Nil => methods(api, s"${id}Operation$suffix")
        case found => found
      },
      s"method $id$suffix"
    )
    val table = apis.table(name, method.getName.stripSuffix(suffix))
    val said = new Arguments(method, table, apis, binaries).of(step)
    val made =
      try method.invoke(api, said: _*)
      catch { case why: InvocationTargetException => throw why.getCause }
    options(made, step)
  }

  private def methods(api: AnyRef, name: String): Seq[Method] =
    api.getClass.getMethods.toSeq.filter(each => fold(each.getName) == fold(name) && !each.isSynthetic)

  private def options(made: AnyRef, step: Json): AnyRef = {
    val changes: Seq[(String, (CallOptions.On[_], Json) => Any)] = Seq(
      "headers" -> ((held, json) =>
        json.members.foldLeft[Any](held) { case (each, (name, value)) =>
          on(each, held => value.asString.fold[Any](held.withoutHeader(name))(held.withHeader(name, _)))
        }),
      "query" -> ((held, json) => json.members.foldLeft[Any](held)((each, member) => on(each, _.withQuery(member._1, member._2)))),
      "body" -> ((held, json) => json.members.foldLeft[Any](held)((each, member) => on(each, _.withBodyMember(member._1, member._2)))),
      "timeout" -> ((held, json) => held.withTimeout(if (json.isNull) Duration.Inf else seconds(json))),
      "connect_timeout" -> ((held, json) => held.withConnectTimeout(seconds(json))),
      "retries" -> ((held, json) => held.withMaxRetries(json.asNumber.get.toInt.get)),
      "media_type" -> ((held, json) => held.withMediaType(json.asString.get)),
      "strict" -> ((held, json) => if (json.asBoolean.get) held.strict else held.lenient),
      "idempotency_key" -> ((held, json) => held.withIdempotencyKey(json.asString.get))
    )
    val said = step.field("options")
    changes
      .foldLeft[Any](made) { case (held, (name, change)) =>
        if (said.has(name)) on(held, change(_, said.field(name))) else held
      }
      .asInstanceOf[AnyRef]
  }

  private def on(held: Any, change: CallOptions.On[_] => Any): Any = held match {
    case options: CallOptions.On[_] => change(options)
    case other => other
  }

  // --- files ----------------------------------------------------------------------------------

  private def binaries: Json => Option[Binary] = marker => {
    def content(inner: Json): Array[Byte] =
      inner.field("base64").asString.fold(inner.field("text").asString.get.getBytes(UTF_8))(Base64.getDecoder.decode(_))
    marker.members match {
      case Seq(("$bytes", inner)) => Some(Binary(Base64.getDecoder.decode(inner.asString.get)))
      case Seq(("$once", inner)) => Some(Binary.source(Source.single(ByteString(Base64.getDecoder.decode(inner.asString.get)))))
      case Seq(("$file", inner)) =>
        val named = Binary(content(inner)).named(inner.field("name").asString.get)
        Some(inner.field("type").asString.fold(named)(named.typed))
      case Seq(("$path", inner)) =>
        val path = scratch.resolve(inner.field("name").asString.get)
        Files.write(path, content(inner))
        Some(Binary.file(path))
      case _ => None
    }
  }

  private implicit class Members(json: Json) {
    def field(name: String): Json = json.asObject.flatMap(_(name)).getOrElse(Json.Null)
    def has(name: String): Boolean = json.asObject.exists(_.contains(name))
    def members: Seq[(String, Json)] = json.asObject.toSeq.flatMap(_.toIterable)
  }
}

/** The arguments of a method, by its own names and the codecs of its table. */
final class Arguments(method: Method, table: AnyRef, apis: Apis, binary: Json => Option[Binary]) {
  import WireRunner.{fold, only}
  private val credentials = Set[Class[_]](classOf[BearerToken], classOf[ApiKeyValue], classOf[BasicCredentials], classOf[ClientCredentials])
  private val parameters = method.getParameters.toVector
  private val own = parameters.filterNot(each => credentials(each.getType))
  private val tokens = scala.collection.mutable.Map.empty[String, Binary]

  private def entry(name: String): Option[AnyRef] =
    table.getClass.getMethods.toSeq.find(each => each.getName == name && each.getParameterCount == 0).map { found =>
      found.setAccessible(true)
      found.invoke(table)
    }

  def of(step: Json): Seq[AnyRef] = {
    val values = step.asObject.flatMap(_("arguments")).flatMap(_.asArray).getOrElse(Vector.empty).map { each =>
      val members = each.asObject.get
      (members("name").get.asString.get, members("in").get.asString.get) -> members("value").get
    }
    // In the table `body` is the body, so that a parameter of that name is called otherwise there.
    val declared = own.map(each => each -> Seq(each.getName, each.getName + "Value").flatMap(entry).find(_.isInstanceOf[Param[_]]))
    val body = declared.collectFirst { case (each, found) if !found.exists(_.isInstanceOf[Param[_]]) => each }
    values.foreach { case ((name, place), _) =>
      if (!declared.exists(each => isParam(each._2, name, place)))
        throw new IllegalStateException(s"${method.getName} has no argument for $name in $place")
    }
    parameters.map { parameter =>
      if (credentials(parameter.getType)) configured(parameter.getType)
      else if (body.contains(parameter)) bodyOf(parameter.getType, step)
      else {
        val param = declared.find(_._1 == parameter).get._2.get.asInstanceOf[Param[Any]]
        val said = values.collectFirst { case ((name, place), json) if isParam(Some(param), name, place) => json }
        boxed(parameter.getType, said.map(json => if (json.isNull) null else value(param.codec, json)))
      }
    }
  }

  private def isParam(found: Option[AnyRef], name: String, place: String): Boolean = found.exists {
    case param: Param[_] => fold(param.name) == fold(name) && param.place.toString == place.stripSuffix("string")
    case _ => false
  }

  private def configured(kind: Class[_]): AnyRef = {
    val companion = Class.forName(kind.getName + "$").getField("MODULE$").get(null)
    companion.getClass.getMethod("configured").invoke(companion)
  }

  private def boxed(kind: Class[_], value: Option[Any]): AnyRef =
    if (kind == classOf[Option[_]]) value
    else value.getOrElse(throw new IllegalStateException(s"${method.getName} needs a value that the case does not give")).asInstanceOf[AnyRef]

  private def bodyOf(kind: Class[_], step: Json): AnyRef = {
    val said = step.asObject.flatMap(_("body"))
    val asked = step.asObject.flatMap(_("options")).flatMap(_.asObject).flatMap(_("media_type")).flatMap(_.asString)
    val contents = entry("body").get.asInstanceOf[Body[Any]].contents
    boxed(kind, said.map { json =>
      val isFile = binary(json).isDefined
      val content = asked
        .flatMap(text => contents.find(each => Media(each.mediaType).covers(Media(text))))
        .orElse(contents.find(each => isFile && each.payload == Payload.Bytes))
        .orElse(contents.find(each => !isFile && each.payload == Payload.Json))
        .getOrElse(contents.head)
      val made =
        if (content.payload == Payload.JsonLines) json.asArray.get.map(value(itemOf(content), _))
        else value(content.codec.asInstanceOf[Codec[Any]], json)
      chosen(kind, content, made)
    })
  }

  private def itemOf(content: BodyContent[_]): Codec[Any] = new Codec[Any] {
    private val whole = content.codec.asInstanceOf[Codec[Seq[Any]]]
    private[core] def attempt(json: Json, in: Decoding): Any = whole.attempt(Json.arr(json), in).head
    private[core] def neutral(in: Decoding): Any = null
    private[core] def kinds: Int = Kind.all
    def written(value: Any): Written = whole.written(Seq(value))
  }

  /** A body of several types is a choice: the case of its media type. */
  private def chosen(kind: Class[_], content: BodyContent[_], made: Any): Any = {
    val companion = if (kind.getName.contains(".api.")) apis.choice(kind) else None
    companion match {
      case None => made
      case Some(found) =>
        val cases = kind.getName + "$"
        val all = found.getDeclaredClasses.toSeq ++ kind.getDeclaredClasses
        val one = all.filter { each =>
          each.getName.startsWith(cases) && !each.getName.endsWith("$") && fold(each.getSimpleName) == fold(content.mediaType)
        }
        only(one.distinct, s"case for ${content.mediaType}").getConstructors.head.newInstance(made.asInstanceOf[AnyRef])
    }
  }

  // --- values ---------------------------------------------------------------------------------

  private def value(codec: Codec[Any], json: Json): Any =
    codec.fromJson(marked(json), strict = false) match {
      case Right(found) => filled(found)
      case Left(why) => throw new IllegalStateException(why)
    }

  /** Files pass the codec as texts, which are then replaced. */
  private def marked(json: Json): Json =
    binary(json) match {
      case Some(file) =>
        val token = s"file ${tokens.size} of this case"
        tokens(token) = file
        Json.fromString(token)
      case None =>
        json.asObject.map(_.toList) match {
          case Some(List(("$datetime", inner))) => inner
          case Some(List(("$date", inner))) => inner
          case Some(members) => Json.fromFields(members.map(each => each._1 -> marked(each._2)))
          case None => json.asArray.fold(json)(items => Json.fromValues(items.map(marked)))
        }
    }

  private def filled(value: Any): Any = value match {
    case file: Binary => file.bytes.flatMap(bytes => tokens.get(bytes.utf8String)).getOrElse(file)
    case Some(inner) => Some(filled(inner))
    case Nullable.Value(inner) => Nullable.Value(filled(inner))
    case items: Seq[_] => items.map(filled)
    case record: Product if tokens.nonEmpty && record.getClass.getName.contains(".model.") =>
      val arguments = record.productIterator.map(each => filled(each).asInstanceOf[AnyRef]).toSeq
      record.getClass.getConstructors.head.newInstance(arguments: _*)
    case other => other
  }
}

/** Values of the client, told as the protocol wants them. */
object Told {
  private val tags = Map(
    "BadRequest" -> "bad_request",
    "Unauthorized" -> "unauthorized",
    "Forbidden" -> "forbidden",
    "NotFound" -> "not_found",
    "Conflict" -> "conflict",
    "UnprocessableEntity" -> "unprocessable",
    "RateLimited" -> "rate_limited",
    "ServerError" -> "server"
  )

  private def companionCodec(value: Any): Option[Codec[Any]] = {
    val outer = Iterator.iterate[Class[_]](value.getClass)(each => Option(each.getEnclosingClass).orNull).takeWhile(_ ne null).toSeq
    (outer.map(_.getName.stripSuffix("$")) :+ value.getClass.getName.takeWhile(_ != '$')).flatMap { name =>
      Try {
        val companion = Class.forName(name + "$").getField("MODULE$").get(null)
        companion.getClass.getMethod("codec").invoke(companion).asInstanceOf[Codec[Any]]
      }.toOption
    }.headOption
  }

  /** What an answer holds, without the choice around it. */
  def plain(value: Any): Any = value match {
    case None => ()
    case Some(inner) => plain(inner)
    case choice: Product if choice.getClass.getName.contains(".api.") =>
      if (choice.productArity == 0) () else plain(choice.productElement(0))
    case other => other
  }

  def json(value: Any): Json = value match {
    case () | None | Nullable.Null | Nullable.Absent => Json.Null
    case known: io.circe.Json => known
    case Some(inner) => json(inner)
    case Nullable.Value(inner) => json(inner)
    case text: String => Json.fromString(text)
    case number: Long => Json.fromLong(number)
    case number: BigInt => Json.fromBigInt(number)
    case number: BigDecimal => Json.fromBigDecimal(number)
    case truth: Boolean => Json.fromBoolean(truth)
    case time: DateTime => Json.fromString(time.text)
    case day: Date => Json.fromString(day.text)
    case items: Seq[_] => Json.fromValues(items.map(json))
    case members: Map[_, _] => Json.fromFields(members.map(each => each._1.toString -> json(each._2)))
    case binary: Binary => Json.fromString(Base64.getEncoder.encodeToString(binary.bytes.fold(Array.empty[Byte])(_.toArray)))
    case other => companionCodec(other).fold(Json.fromString(other.toString))(_.encode(other))
  }

  private def inner(value: Any): Any = value match {
    case Some(found) => inner(found)
    case Nullable.Value(found) => inner(found)
    case variant: Product if isCase(variant) && variant.productArity == 1 => inner(variant.productElement(0))
    case other => other
  }

  private def isCase(value: Product): Boolean = {
    val name = value.getClass.getName
    name.contains(".model.") && name.contains("$")
  }

  /** Follow a path of wire names and indexes. */
  def read(start: Any, path: Seq[Json]): Json = {
    val (value, presence) = path.foldLeft[(Any, String)]((start, "present")) { case ((held, _), key) => stepped(inner(held), key) }
    Json.obj("presence" -> Json.fromString(presence), "json" -> Json.fromString(print(json(value))), "type" -> Json.fromString(typeOf(value)))
  }

  private def stepped(held: Any, key: Json): (Any, String) = {
    val found: (Any, String) = (held, key.asString, key.asNumber.flatMap(_.toInt)) match {
      case (json: io.circe.Json, Some(name), _) => known(json.asObject.flatMap(_(name)))
      case (json: io.circe.Json, _, Some(index)) => known(json.asArray.flatMap(_.lift(index)))
      case (items: Seq[_], _, Some(index)) => known(items.lift(index))
      case (members: Map[_, _], Some(name), _) => known(members.asInstanceOf[Map[String, Any]].get(name))
      case (record: Product, Some(name), _) => member(record, name)
      case (other, _, _) => throw new IllegalStateException(s"nothing at ${key.noSpaces} of $other")
    }
    found
  }

  private def known(found: Option[Any]): (Any, String) = found match {
    case Some(json: io.circe.Json) if json.isNull => (json, "null")
    case Some(Nullable.Null) => (Nullable.Null, "null")
    case Some(value) => (value, "present")
    case None => (None, "absent")
  }

  private def member(record: Product, name: String): (Any, String) = {
    val codec = companionCodec(record).collect { case found: RecordCodec[_] => found }
    val extra = record.productElement(record.productArity - 1).asInstanceOf[Extra]
    val index = codec.fold(-1)(_.members.keys.toSeq.indexOf(name))
    if (extra.misfits.contains(name) || index < 0) known(extra(name))
    else
      record.productElement(index) match {
        case None | Nullable.Absent => (None, "absent")
        case Nullable.Null => (Nullable.Null, "null")
        case value => if (extra.missing(name)) (None, "absent") else (value, "present")
      }
  }

  private def typeOf(value: Any): String = value match {
    case Some(found) => typeOf(found)
    case Nullable.Value(found) => typeOf(found)
    case variant: Product if isCase(variant) =>
      if (variant.getClass.getSimpleName == "Unknown") "unknown"
      else
        variant.productElement(0) match {
          case record: Product if record.getClass.getName.contains(".model.") => typeOf(record)
          case _ => variant.getClass.getSimpleName.stripSuffix("Value")
        }
    case json: io.circe.Json => json.name
    case other => other.getClass.getSimpleName
  }

  // --- errors ---------------------------------------------------------------------------------

  def isForeign(why: Throwable): Boolean = !why.isInstanceOf[IllegalStateException]

  def foreign(why: Throwable): Json = {
    val text = new java.io.StringWriter
    why.printStackTrace(new java.io.PrintWriter(text))
    Json.obj("class" -> Json.fromString("foreign"), "type" -> Json.fromString(why.getClass.getName), "text" -> Json.fromString(text.toString))
  }

  def error(error: ApiError, printed: ConcurrentLinkedQueue[String]): Json = {
    val trace = new java.io.StringWriter
    error.printStackTrace(new java.io.PrintWriter(trace))
    printed.add(error.toString)
    printed.add(trace.toString)
    val kind = error match {
      case _: ApiError.RequestError => "request"
      case _: ApiError.TimeoutError => "timeout"
      case _: ApiError.ConnectionError => "connection"
      case _: ApiError.StatusError => "status"
      case _: ApiError.DecodeError => "decode"
      case _: ApiError.StreamTruncated => "truncated"
      case _: ApiError.StreamError => "stream"
    }
    val name = error.getClass.getSimpleName
    val content = error.content match {
      case None | Some(_: Binary) => Nil
      case Some(value) => Seq("json" -> Json.fromString(print(json(value))))
    }
    Json.fromFields(
      Seq(
        "class" -> Json.fromString(kind),
        "type" -> Json.fromString(name),
        "tag" -> tags.get(name).fold(Json.Null)(Json.fromString),
        "text" -> Json.fromString(error.toString),
        "message" -> Json.fromString(error.message),
        "status" -> (if (error.code == 0) Json.Null else Json.fromInt(error.code)),
        "headers" -> Json.fromFields(error.headers.iterator.map(each => each._1 -> Json.fromString(each._2.mkString(", "))).toSeq),
        "body" -> Json.fromString(error.body.utf8String),
        "request_id" -> error.requestId.fold(Json.Null)(Json.fromString),
        "method" -> Json.fromString(error.method),
        "path" -> Json.fromString(error.path),
        "retry_after" -> error.retryAfter.fold(Json.Null)(each => Json.fromDoubleOrNull(each.toNanos / 1e9))
      ) ++ content
    )
  }
}
