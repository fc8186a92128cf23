events_of <- function(bytes, cuts = integer()) {
  decoder <- new_event_decoder()
  ends <- c(cuts, length(bytes))
  starts <- c(1L, cuts + 1L)
  found <- list()
  for (at in seq_along(ends)) {
    piece <- if (starts[[at]] <= ends[[at]]) bytes[starts[[at]]:ends[[at]]] else raw()
    found <- c(found, decoder$feed(piece))
  }
  c(found, decoder$finish())
}

test_that("every split of the bytes gives the same events", {
  bytes <- c(
    as.raw(c(0xef, 0xbb, 0xbf)),
    charToRaw(": comment\r\nevent: add\rdata:one\ndata:  two\r\n\r\nid: 7\nretry: 12x\nretry: 34\ndata\n\n"),
    charToRaw("data: \u00e9\U1f600\n\nunknown: x\nevent: lost\n\ndata: unfinished\n")
  )
  whole <- events_of(bytes)
  expect_identical(whole[[1L]], list(data = "one\n two", event = "add", id = "", retry = NULL))
  expect_identical(whole[[2L]], list(data = "", event = "message", id = "7", retry = 34))
  expect_identical(whole[[3L]]$data, "\u00e9\U1f600")
  expect_identical(length(whole), 3L)
  for (cut in seq_len(length(bytes) - 1L)) {
    expect_identical(events_of(bytes, cut), whole)
  }
  expect_identical(events_of(bytes, seq_len(length(bytes) - 1L)), whole)
})

test_that("broken UTF-8 is replaced as the standard says", {
  found <- events_of(c(charToRaw("data: "), as.raw(c(0x61, 0xe2, 0x82, 0x62, 0xff, 0xed, 0xa0, 0x80)), charToRaw("\n\n")))
  expect_identical(found[[1L]]$data, "a\ufffdb\ufffd\ufffd\ufffd\ufffd")
})

test_that("lines of JSON end at LF, CR or CRLF, the last one by itself", {
  decoder <- new_line_decoder()
  found <- c(decoder$feed(charToRaw("{\"a\":1}\n\n {\"b")), decoder$feed(charToRaw("\":2}\r\n\x1e[3]")), decoder$finish())
  expect_identical(vapply(found, function(each) each$data, ""), c("{\"a\":1}", "{\"b\":2}", "[3]"))
})

test_that("a megabyte in small pieces takes linear time", {
  feed <- function(count) {
    decoder <- new_event_decoder()
    system.time(for (at in seq_len(count)) decoder$feed(charToRaw("x")))[["elapsed"]]
  }
  feed(2000L)
  expect_lt(feed(40000L), 20 * max(feed(10000L), 0.01))
})

stream_reply <- function(...) {
  api_reply(200L, c("Content-Type" = "text/event-stream; charset=utf-8"), list(...))
}
chunk <- function(id) sprintf("data: {\"id\":\"%s\",\"choices\":[]}\n\n", id)
request <- list(messages = list(list(role = "user", content = "Hi")), model = "m")

test_that("chunks are typed, go to the callback, and end at the terminator", {
  sent <- NULL
  api <- ChatApi$new(client_of(function(request) {
    sent <<- from_json(rawToChar(request$body))
    stream_reply(chunk("a"), chunk("b"), "data: [DONE]\n\n", chunk("late"))
  }))
  seen <- list()
  expect_null(api$CreateChatCompletionStream(request, callback = function(chunk) {
    seen[[length(seen) + 1L]] <<- chunk
  }))
  expect_true(sent$stream)
  expect_identical(vapply(seen, function(each) each$id, ""), c("a", "b"))
  expect_s3_class(seen[[1L]], "CreateChatCompletionStreamResponse")
})

test_that("a stream can be read, collected and left", {
  api <- ChatApi$new(client_of(function(request) stream_reply(chunk("a"), chunk("b"), "data: [DONE]\n\n")))
  stream <- api$CreateChatCompletionStream(request)
  expect_identical(stream$read()$id, "a")
  expect_identical(length(stream$collect()), 1L)
  expect_null(stream$read())
  expect_true(stream$ended())
  count <- 0L
  api$CreateChatCompletionStream(request, callback = function(chunk) {
    count <<- count + 1L
    FALSE
  })
  expect_identical(count, 1L)
})

test_that("a stream that ends early, reports an error or is none, raises", {
  raises <- function(reply, class) {
    api <- ChatApi$new(client_of(function(request) reply))
    expect_error(api$CreateChatCompletionStream(request)$collect(), class = class)
  }
  raises(stream_reply(chunk("a")), "ApiStreamTruncated")
  raises(stream_reply("data: {\"error\":{\"message\":\"no\"}}\n\n"), "ApiStreamError")
  raises(stream_reply("event: error\ndata: broken\n\n"), "ApiStreamError")
  raises(stream_reply("data: {\n\n"), "ApiDecodeError")
  raises(api_reply(200L, c("Content-Type" = "application/json"), "{\"id\":1}"), "ApiDecodeError")
  raises(api_reply(404L, c("Content-Type" = "application/json"), "{\"error\":{\"message\":\"none\"}}"), "ApiStatusNotFound")
})
