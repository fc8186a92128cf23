package org.openapitools.client
package core

import org.apache.pekko.util.ByteString

/** The decoders of streams, and the text of parameters. */
final class StreamsSuite extends munit.FunSuite {
  private val text = "\ufeff: hi\r\nid: 1\ndata:  a\rdata\r\n\r\nevent: x\ndata: é\n\nretry: 5\nretry: 6x\ndata:\n\nid: 2\n\ndata: lost"
  private val events = Seq(
    Event(" a\n", "message", "1", None),
    Event("é", "x", "1", None),
    Event("", "message", "1", Some(5L))
  )

  test("any split of the bytes gives the same events") {
    val bytes = ByteString(text)
    assertEquals(new EventDecoder().feed(bytes), events)
    (0 to bytes.length).foreach { at =>
      val decoder = new EventDecoder
      val (first, second) = bytes.splitAt(at)
      assertEquals(decoder.feed(first) ++ decoder.feed(second) ++ decoder.finish(), events)
    }
    val single = new EventDecoder
    assertEquals(bytes.grouped(1).flatMap(single.feed).toSeq, events)
  }

  test("the time is linear: a megabyte of lines, and a line of a megabyte in small pieces") {
    val started = System.nanoTime()
    val many = new EventDecoder
    assertEquals(ByteString("data: x\n" * 131072 + "\n").grouped(1024).flatMap(many.feed).size, 1)
    val long = new EventDecoder
    assertEquals(ByteString("data: " + "x" * 1048576 + "\n\n").grouped(16).flatMap(long.feed).size, 1)
    assert((System.nanoTime() - started) / 1e9 < 20)
  }

  test("JSON lines: blank ones are none, the last counts without its end, 0x1E begins a record") {
    val decoder = new JsonLinesDecoder
    assertEquals(decoder.feed(ByteString("\u001e{\"a\":1}\r\n\n [2]\n{\"b\"")).map(_.data), Seq("{\"a\":1}", "[2]"))
    assertEquals(decoder.finish().map(_.data), Seq("{\"b\""))
  }

  test("retry: doubling from half a second, at most eight, and the server's own wish") {
    assertEquals(Retry.backoff(0, 1.0).toMillis, 500L)
    assertEquals(Retry.backoff(10, 0.0).toMillis, 6000L)
    val headers = Headers(Seq("Retry-After" -> "Sun, 06 Nov 1994 08:49:37 GMT", "Date" -> "Sun, 06 Nov 1994 08:49:07 GMT"))
    assertEquals(Retry.after(headers, 0).map(_.toSeconds), Some(30L))
    assertEquals(Retry.after(Headers(Seq("retry-after-ms" -> "1500")), 0).map(_.toMillis), Some(1500L))
    assertEquals(Retry.after(Headers(Seq("Retry-After" -> "-1")), 0), None)
  }

  test("dots are refused however they are encoded, the origin stays") {
    Seq(".", "..", "%2e", "%252E.", "..;x").foreach { text =>
      intercept[ApiError.RequestError](Url.expand("/a/{b}", Map("b" -> Percent.segment(text))))
    }
    assertEquals(Url.expand("/a/{b}?beta=true", Map("b" -> "x%2Fy")), ("/a/x%2Fy", "beta=true"))
    val from = Url.absolute("https://a.example/v1/x?y").get
    assertEquals(Url.redirected(from, "https://b.example/"), None)
    assertEquals(Url.redirected(from, "http://a.example/"), None)
    assertEquals(Url.redirected(from, "../z").map(_.path), Some("/z"))
  }

  test("UTF-8 is what the platform's own decoder takes for it") {
    val random = new scala.util.Random(1)
    val pieces = Seq("a", "é", "€", "😀").map(_.getBytes("UTF-8"))
    (0 until 20000).foreach { _ =>
      val bytes = Array.fill(4)(pieces(random.nextInt(4))).flatten
      if (random.nextBoolean()) bytes(random.nextInt(bytes.length)) = random.nextInt(256).toByte
      val valid = java.util.Arrays.equals(new String(bytes, "UTF-8").getBytes("UTF-8"), bytes)
      assertEquals(Utf8.isValid(bytes), valid, bytes.mkString(","))
    }
  }

  test("names of environment variables") {
    assertEquals(Environment.name("pet.store", "ApiKeyAuth"), "PET_STORE_API_KEY_AUTH")
    assertEquals(Environment.name("pet.store", "oauth2 (v1)"), "PET_STORE_OAUTH2_V1")
  }

  test("no credential shows itself") {
    val shown = Seq[Any](
      BearerToken("geheim"),
      ApiKeyValue("geheim"),
      BasicCredentials("u", "geheim"),
      ClientCredentials("i", "geheim"),
      Settings(credentials = Map("a" -> BearerToken("geheim")), headers = Seq("X" -> "geheim"), baseUrl = Some("https://u:geheim@x/?k=geheim")),
      Headers(Seq("Set-Cookie" -> "geheim"))
    )
    assert(!shown.mkString.contains("geheim"))
    assertEquals(Redact.without("key geheim", Seq("geheim")), "key ***")
  }
}
