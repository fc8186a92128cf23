package org.openapitools.client
package core

import org.apache.pekko.actor.ActorSystem
import org.apache.pekko.http.scaladsl.Http
import org.apache.pekko.http.scaladsl.model.headers.{Authorization, OAuth2BearerToken}
import org.apache.pekko.http.scaladsl.model.{ContentTypes, HttpEntity, HttpMethods, HttpRequest, HttpResponse}
import org.apache.pekko.stream.scaladsl.Framing
import org.apache.pekko.util.ByteString
import com.typesafe.config.ConfigFactory
import java.lang.management.ManagementFactory
import java.nio.file.{Files, Paths}
import io.circe.Decoder
import scala.concurrent.duration._
import scala.concurrent.{Await, Future}

/** The Scala client against the bare HTTP library and circe; `tests/bench/program.py` tells how.
  *
  * `decode NAME` is against a parsed tree of which nothing is read but the id; `model NAME` against the
  * decoders that a person writes with circe for the same members.
  */
object SpeedProgram {
  private val warm = 3e9.toLong
  // The clock of the process has a grain of 10 ms.
  private val shortest = 0.25

  private val question =
    io.circe.parser.parse(scala.io.Source.fromInputStream(System.in, "UTF-8").getLines().next()).fold(throw _, _.hcursor)

  private def asked[A: Decoder](name: String): A = question.get[A](name).fold(throw _, identity)

  private val process =
    ManagementFactory.getOperatingSystemMXBean.asInstanceOf[com.sun.management.OperatingSystemMXBean]
  private val wall: () => Long = () => System.nanoTime
  private val cpu: () => Long = () => process.getProcessCpuTime

  implicit val system: ActorSystem = ActorSystem(
    "bench",
    ConfigFactory
      .parseString(Seq("pekko", "akka").map(root => s"$root.loglevel = OFF\n$root.daemonic = on").mkString("\n"))
      .withFallback(ConfigFactory.load())
  )
  import system.dispatcher

  def main(arguments: Array[String]): Unit = {
    calls()
    asked[Map[String, String]]("replies").foreach { case (name, path) => replies(name, Files.readAllBytes(Paths.get(path))) }
    Runtime.getRuntime.halt(0)
  }

  private def timed(side: () => Any, loops: Int, clock: () => Long): Double = {
    System.gc()
    val start = clock()
    (0 until loops).foreach(_ => side())
    (clock() - start) / 1e9 / loops
  }

  private def inTurns(name: String, ours: () => Any, theirs: () => Any, clock: () => Long): Unit = {
    if (ours() != theirs()) throw new IllegalStateException(s"$name: the two sides did not do the same")
    val sides = Seq(ours, theirs)
    val seconds = if (clock eq cpu) asked[Double]("seconds").max(shortest) else asked[Double]("seconds")
    val loops = sides.map { side =>
      // By CPU time: the compilers of a busy machine's JVM come late.
      val (start, spent) = (clock(), cpu())
      var count = 0
      while (cpu() - spent < warm) {
        side()
        count += 1
      }
      (count * seconds * 1e9 / (clock() - start)).toInt.max(1)
    }
    val rounds = (0 until asked[Int]("rounds")).map { turn =>
      val order = if (turn % 2 == 1) Seq(0, 1) else Seq(1, 0)
      order.map(which => which -> timed(sides(which), loops(which), clock)).toMap
    }
    def samples(which: Int) = Json.fromValues(rounds.map(each => Json.fromDoubleOrNull(each(which))))
    println(Json.obj("name" -> Json.fromString(name), "ours" -> samples(0), "theirs" -> samples(1)).noSpaces)
  }

  private def done[A](future: Future[A]): A = Await.result(future, 1.minute)

  // --- calls and streams -------------------------------------------------------------------

  private def bare(body: Json): Future[HttpResponse] =
    Http().singleRequest(
      HttpRequest(
        method = HttpMethods.POST,
        uri = s"${asked[String]("origin")}/chat/completions",
        headers = List(Authorization(OAuth2BearerToken("none"))),
        entity = HttpEntity(ContentTypes.`application/json`, body.noSpaces)
      )
    )

  private def parsed(bytes: Array[Byte]): Json = io.circe.jawn.parseByteArray(bytes).fold(throw _, identity)

  private def id(json: Json): String = json.hcursor.get[String]("id").fold(throw _, identity)

  private def choices(json: Json): Int = json.hcursor.downField("choices").values.fold(0)(_.size)

  /** What a person writes who knows that each event is one line. */
  private def events(response: HttpResponse): Future[Int] =
    response.entity.dataBytes
      .via(Framing.delimiter(ByteString("\n"), 1 << 20, allowTruncation = true))
      .map(_.utf8String)
      .filter(line => line.startsWith("data: ") && line != "data: [DONE]")
      .runFold(0)((count, line) => count + choices(io.circe.jawn.parse(line.drop(6)).fold(throw _, identity)))

  private def calls(): Unit = {
    val json = io.circe.parser.parse(asked[String]("request")).fold(throw _, identity)
    val streamed = json.mapObject(_.add("stream", Json.True))
    val request = fromJson[model.CreateChatCompletionRequest](json.noSpaces)
    implicit val token: BearerToken = BearerToken("none")
    val invoker = ApiInvoker(Settings(environment = Map.empty))
    val chat = api.ChatApi(asked[String]("origin"))

    val ours = () => done(invoker.execute(chat.createChatCompletion(request))).content.id
    val theirs = () =>
      done(bare(json).flatMap(_.entity.toStrict(1.minute)).map(body => id(parsed(body.data.toArray))))
    inTurns("call", ours, theirs, wall)
    // Where others want the cores, each change of thread waits for one; this is what is computed.
    inTurns("call CPU time", ours, theirs, cpu)
    inTurns(
      "stream",
      () => done(invoker.stream(chat.createChatCompletionStream(request)).runFold(0)(_ + _.choices.size)),
      () => done(bare(streamed).flatMap(events)),
      wall
    )
    done(invoker.close())
  }

  // --- decoding ----------------------------------------------------------------------------

  private val response =
    Response("200", Content.json("application/json", model.CreateChatCompletionResponse.codec))

  private def replies(name: String, bytes: Array[Byte]): Unit = {
    val held = ByteString.fromArrayUnsafe(bytes)
    def ours() = BodyText.decode(response, Some("application/json"), held, strict = false)
    inTurns(s"decode $name", () => ours().id, () => id(parsed(bytes)), cpu)
    inTurns(s"model $name", () => ours().id, () => parsed(bytes).as[Bare.Reply].fold(throw _, identity).id, cpu)
  }
}

/** The reply as a person would write it for circe: only what this reply has. */
private object Bare {
  final case class Top(token: String, logprob: BigDecimal, bytes: Option[Vector[Long]])
  final case class Token(token: String, logprob: BigDecimal, bytes: Option[Vector[Long]], top: Vector[Top])
  final case class Logprobs(content: Option[Vector[Token]], refusal: Option[Vector[Token]])
  final case class Message(role: String, content: Option[String], refusal: Option[String])
  final case class Choice(index: Long, message: Message, logprobs: Option[Logprobs], finish: String)
  final case class Usage(prompt: Long, completion: Long, total: Long)
  final case class Reply(id: String, created: Long, model: String, choices: Vector[Choice], usage: Option[Usage])

  implicit val top: Decoder[Top] = Decoder.forProduct3("token", "logprob", "bytes")(Top.apply)
  implicit val token: Decoder[Token] =
    Decoder.forProduct4("token", "logprob", "bytes", "top_logprobs")(Token.apply)
  implicit val logprobs: Decoder[Logprobs] = Decoder.forProduct2("content", "refusal")(Logprobs.apply)
  implicit val message: Decoder[Message] = Decoder.forProduct3("role", "content", "refusal")(Message.apply)
  implicit val choice: Decoder[Choice] =
    Decoder.forProduct4("index", "message", "logprobs", "finish_reason")(Choice.apply)
  implicit val usage: Decoder[Usage] =
    Decoder.forProduct3("prompt_tokens", "completion_tokens", "total_tokens")(Usage.apply)
  implicit val reply: Decoder[Reply] =
    Decoder.forProduct5("id", "created", "model", "choices", "usage")(Reply.apply)
}
