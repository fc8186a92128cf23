organization := "org.openapitools"
name := "openapi-openai-akka"
version := "1.0.0"
description := "Send a conversation to one of OpenAI's models and receive its answer, whole or as a stream."
licenses := Seq("Apache-2.0" -> url("https://spdx.org/licenses/"))

scalaVersion := "2.13.18"
scalacOptions ++= {
  val common = Seq("-deprecation", "-feature", "-unchecked", "-release", "11")
  val strict =
    if (scalaVersion.value.startsWith("3")) Seq("-Werror")
    else Seq("-Xlint:_,-missing-interpolator", "-Xfatal-warnings")
  common ++ strict
}

libraryDependencies ++= Seq(
  "com.typesafe.akka" %% "akka-actor" % "2.6.21",
  "com.typesafe.akka" %% "akka-stream" % "2.6.21",
  "com.typesafe.akka" %% "akka-http" % "10.2.10",
  "io.circe" %% "circe-core" % "0.14.15",
  "io.circe" %% "circe-parser" % "0.14.15",
  "org.scalameta" %% "munit" % "1.2.1" % Test
)
