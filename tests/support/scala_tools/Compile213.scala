/** A compiler that stays: one line in (the path of a file of arguments), one line out (`true` where
  * they compiled). What it has to say goes to the file of arguments with `.log` behind it.
  */
object Compile {
  def main(args: Array[String]): Unit =
    Iterator.continually(scala.io.StdIn.readLine()).takeWhile(_ ne null).foreach { path =>
      val arguments = scala.io.Source.fromFile(path, "UTF-8").getLines().toArray
      val log = new java.io.PrintStream(s"$path.log", "UTF-8")
      val fine = Console.withOut(log)(Console.withErr(log)(scala.tools.nsc.Main.process(arguments)))
      log.close()
      Console.println(fine && !scala.tools.nsc.Main.reporter.hasErrors)
      Console.flush()
    }
}
