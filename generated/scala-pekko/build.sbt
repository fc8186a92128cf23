organization := "org.openapitools"
name := "openapi-openai-pekko"
version := "1.0.0"
description := "Send a conversation to one of OpenAI's models and receive its answer, whole or as a stream."
licenses := Seq("Apache-2.0" -> url("https://spdx.org/licenses/"))

scalaVersion := "3.3.7"
crossScalaVersions := Seq("2.13.18", "3.3.7")
scalacOptions ++= {
  val common = Seq("-deprecation", "-feature", "-unchecked", "-release", "11")
  val strict =
    if (scalaVersion.value.startsWith("3")) Seq("-Werror")
    else Seq("-Xlint:_,-missing-interpolator", "-Xfatal-warnings")
  common ++ strict
}

libraryDependencies ++= Seq(
  "org.apache.pekko" %% "pekko-actor" % "1.2.1",
  "org.apache.pekko" %% "pekko-stream" % "1.2.1",
  "org.apache.pekko" %% "pekko-http" % "1.3.0",
  "io.circe" %% "circe-core" % "0.14.15",
  "io.circe" %% "circe-parser" % "0.14.15",
  "org.scalameta" %% "munit" % "1.2.1" % Test
)
