test_that("a call sends what the table says, with the credential of its scheme", {
  sent <- NULL
  client <- client_of(function(request) {
    sent <<- request
    json_reply("{\"id\":1,\"name\":\"n\"}")
  }, bearer_token = "tok-secret")
  result <- ThingsApi$new(client)$GetThingWithHttpInfo("a/b c")
  expect_identical(sent$url, "https://api.example.com/v1/things/a%2Fb%20c")
  expect_identical(sent$headers[["Authorization"]], "Bearer tok-secret")
  expect_identical(sent$headers[["User-Agent"]], paste0("openapi/1.0.0 r/", getRversion()))
  expect_identical(sent$headers[["Accept"]], "application/json, application/problem+json")
  expect_identical(result$status, 200L)
  expect_identical(result$headers[["content-TYPE"]], "application/json")
  expect_s3_class(result$data, "Thing")
})

test_that("parameters go to their places", {
  sent <- NULL
  api <- ThingsApi$new(client_of(function(request) {
    sent <<- request
    json_reply("[]")
  }))
  expect_identical(api$FindThings(limit = 1e5, filter_ids = c("a", "b c"), x_trace = "t", theme = "d;k"), list())
  expect_identical(sub("^[^?]*", "", sent$url), "?limit=100000&filter%5Bids%5D=a,b%20c")
  expect_identical(sent$headers[["X-Trace"]], "t")
  expect_identical(sent$headers[["Cookie"]], "theme=d%3Bk")
  expect_error(api$FindThings(x_trace = "a\r\nb"), "X-Trace", class = "ApiRequestError")
  expect_error(api$GetThing(NULL), "`id` needs a value", class = "ApiRequestError")
  expect_error(api$GetThing(".."), "refused", class = "ApiRequestError")
})

test_that("errors have their class, the server's words and the typed body", {
  api <- ThingsApi$new(client_of(function(request) {
    json_reply("{\"resource\":\"r\",\"message\":\"no such thing, tok-secret\"}", 404L, c("X-Request-Id" = "q1", "Retry-After" = "3"))
  }, bearer_token = "tok-secret"))
  found <- tryCatch(api$GetThing("a"), ApiStatusNotFound = identity)
  expect_s3_class(found, c("ApiStatusNotFound", "ApiStatusError", "ApiException", "error"), exact = FALSE)
  expect_identical(found$message, "no such thing, ***")
  expect_identical(conditionMessage(found), "404 Not Found: no such thing, ***")
  expect_s3_class(found$data, "Missing")
  expect_identical(found$request_id, "q1")
  expect_identical(found$retry_after, 3)
  expect_identical(found$path, "/v1/things/a")
})

test_that("failures are tried again with the documented waits, and the same key", {
  keys <- character()
  waits <- numeric()
  clock <- system_clock()
  clock$sleep <- function(seconds) waits <<- c(waits, seconds)
  clock$random <- function() 1
  replies <- list(
    api_reply(503L), api_reply(429L, c("retry-after-ms" = "1500")), api_reply(204L)
  )
  client <- client_of(function(request) {
    keys <<- c(keys, request$headers[["Idempotency-Key"]])
    replies[[length(keys)]]
  }, clock = clock)
  expect_null(ThingsApi$new(client)$SendThing(list(id = 1, name = "n")))
  expect_identical(waits, c(0.5, 1.5))
  expect_identical(length(unique(keys)), 1L)
  expect_match(keys[[1L]], "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
})

test_that("a connection that fails is tried again, an impossible call is not", {
  count <- 0L
  client <- client_of(function(request) {
    count <<- count + 1L
    stop("reset by peer")
  }, clock = quick_clock())
  expect_error(ThingsApi$new(client)$SendThing(list(id = 1)), class = "ApiConnectionError")
  expect_identical(count, 3L)
  expect_error(ThingsApi$new(client)$SendThing(), "needs a body", class = "ApiRequestError")
  expect_identical(count, 3L)
})

test_that("options of a call win over the client, and unknown ones are refused", {
  sent <- NULL
  api <- ThingsApi$new(client_of(function(request) {
    sent <<- request
    api_reply(204L)
  }))
  api$SendThing(list(id = 1, name = "n"), options = call_options(
    headers = c("X-A" = "1", "User-Agent" = NA), query = list(a = c("x", "y")), body = list(b = json_null),
    idempotency_key = "mine", base_path = "http://127.0.0.1:1/other"
  ))
  expect_identical(sent$url, "http://127.0.0.1:1/other/things?a=x&a=y")
  expect_identical(sent$headers[["X-A"]], "1")
  expect_false("User-Agent" %in% names(sent$headers))
  expect_identical(sent$headers[["Idempotency-Key"]], "mine")
  expect_identical(rawToChar(sent$body), "{\"id\":1,\"name\":\"n\",\"b\":null}")
  expect_error(api$SendThing(list(), options = list(timout = 1)), "timout", class = "ApiRequestError")
  expect_error(api$SendThing(list(), options = list(timeout = -1)), "timeout", class = "ApiRequestError")
})

test_that("multipart bodies hold files, names and types", {
  sent <- NULL
  api <- ThingsApi$new(client_of(function(request) {
    sent <<- request
    api_reply(200L, c("Content-Type" = "text/plain"), "done")
  }))
  path <- tempfile(fileext = ".png")
  writeBin(as.raw(c(0, 1, 255)), path)
  on.exit(unlink(path))
  expect_identical(api$Upload(list(file = api_file(path), purpose = "a", ids = 1:2)), "done")
  mark <- sub("^.*boundary=", "", sent$headers[["Content-Type"]])
  text <- rawToChar(sent$body[sent$body != 0 & sent$body < 128])
  expect_match(text, paste0("filename=\"", basename(path), "\"\r\nContent-Type: image/png"), fixed = TRUE)
  expect_identical(lengths(regmatches(text, gregexpr(paste0("--", mark), text, fixed = TRUE))), 5L)
  expect_error(api$Upload(list(file = path)), "api_file", class = "ApiRequestError")
  expect_error(api$Upload(list(file = api_file("no such file"))), class = "ApiRequestError")
})

test_that("a body is saved to a file that appears when it is whole", {
  path <- tempfile()
  api <- ThingsApi$new(client_of(function(request) {
    api_reply(200L, c("Content-Type" = "application/octet-stream"), list(as.raw(1:3), as.raw(4)))
  }))
  expect_identical(api$Download(data_file = path), path)
  expect_identical(readBin(path, "raw", 10L), as.raw(1:4))
  unlink(path)
  failing <- ThingsApi$new(client_of(function(request) api_reply(404L, body = "no")))
  expect_error(failing$Download(data_file = path), class = "ApiStatusNotFound")
  expect_identical(list.files(dirname(path), pattern = basename(path), all.files = TRUE), character())
  expect_error(api$Download(data_file = file.path(path, "x")), "cannot be saved", class = "ApiRequestError")
})

test_that("a walk through pages asks for each once and can be left", {
  urls <- character()
  api <- ThingsApi$new(client_of(function(request) {
    urls <<- c(urls, request$url)
    first <- !grepl("start_after", request$url, fixed = TRUE)
    json_reply(if (first) {
      "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"has_more\":true}"
    } else {
      "{\"data\":[{\"id\":\"c\"}],\"has_more\":false}"
    })
  }))
  expect_identical(vapply(api$ListThingsAll(), function(each) each$id, ""), c("a", "b", "c"))
  expect_identical(sub("^.*/list", "", urls), c("", "?start_after=b"))
  api$ListThingsAll(callback = function(thing) FALSE)
  expect_identical(length(urls), 3L)
})

test_that("a body that breaks its promise keeps status, headers and its start", {
  api <- ThingsApi$new(client_of(function(request) api_reply(200L, c("Content-Type" = "text/html"), "<p>")))
  found <- tryCatch(api$GetThing("a"), ApiDecodeError = identity)
  expect_match(conditionMessage(found), "text/html, not application/json", fixed = TRUE)
  expect_identical(found$status, 200L)
  expect_identical(rawToChar(found$body), "<p>")
})
