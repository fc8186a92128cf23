import io.circe.{Json, parser}
import scala.collection.mutable
import scala.tools.nsc.{Global, Settings}
import scala.tools.nsc.reporters.StoreReporter

/** What scalac's parser makes of sources. Reads one JSON object, source by path; writes another: the
  * syntax tree without texts and with the names that are letters only, the texts, and the faults.
  */
object ReadSources {
  private val settings = new Settings()
  settings.usejavacp.value = true
  private val reporter = new StoreReporter(settings)
  private val global = new Global(settings, reporter)

  import global._

  def main(arguments: Array[String]): Unit = {
    new global.Run
    val input = new String(System.in.readAllBytes(), "UTF-8")
    val asked = parser.parse(input).fold(throw _, identity).asObject.map(_.toList).getOrElse(Nil)
    val found = asked.map { case (path, text) => path -> read(path, text.asString.getOrElse("")) }
    System.out.write(Json.obj(found: _*).noSpaces.getBytes("UTF-8"))
    System.out.flush()
  }

  private def read(path: String, text: String): Json = {
    reporter.reset()
    val unit = newCompilationUnit(text, path)
    unit.body = new global.syntaxAnalyzer.UnitParser(unit).parse()
    val seen = new Seen
    seen.traverse(unit.body)
    Json.obj(
      "tree" -> Json.fromValues(seen.shape.map(Json.fromString)),
      "texts" -> Json.fromValues(seen.texts.map(units)),
      "faults" -> Json.fromValues(reporter.infos.toList.map(each => Json.fromString(each.toString)))
    )
  }

  /** A text as its UTF-16 units: JSON has no lone surrogates. */
  private def units(text: String): Json = Json.fromValues(text.map(each => Json.fromInt(each.toInt)))

  private final class Seen extends Traverser {
    val shape = mutable.ArrayBuffer.empty[String]
    val texts = mutable.ArrayBuffer.empty[String]

    override def traverse(tree: Tree): Unit = {
      tree match {
        case Literal(Constant(text: String)) =>
          texts += text
          shape += "text"
        case literal: Literal => shape += literal.toString
        case each: NameTree => shape += s"${each.getClass.getSimpleName} ${plain(each.name)}"
        case each => shape += each.getClass.getSimpleName
      }
      shape += "("
      super.traverse(tree)
      shape += ")"
    }

    private def plain(name: Name): String = {
      val text = name.decode
      if (text.matches("[A-Za-z0-9_<>]+") && !text.matches("x\\$[0-9]+")) text else "…"
    }
  }
}
