test_that("nothing that is printed holds a credential", {
  client <- ApiClient$new(
    base_path = "https://api.example.com/v1?key=que-secret", bearer_token = "tok-secret",
    password = "pass-secret", username = "ann", client_secret = "cli-secret", api_key = list(QueryKey = "que-secret")
  )
  shown <- c(utils::capture.output(print(client), utils::str(client)), format(client))
  expect_false(any(grepl("-secret", shown, fixed = TRUE)))
})

test_that("credentials come from fields, lists, functions and the environment", {
  token <- function(...) {
    sent <- NULL
    client <- client_of(function(request) {
      sent <<- request
      json_reply("{}")
    }, ...)
    ThingsApi$new(client)$GetThing("a")
    c(unname(sent$headers["Authorization"]), sub("^[^?]*", "", sent$url))
  }
  expect_identical(token(bearer_token = "t"), c("Bearer t", ""))
  expect_identical(token(bearer_token = function() "f"), c("Bearer f", ""))
  expect_identical(token(api_key = list(QueryKey = "a b")), c(NA, "?key=a%20b"))
  expect_identical(token(api_key = c(QueryKey = "k")), c(NA, "?key=k"))
  expect_identical(token(), c(NA_character_, ""))
  Sys.setenv(OPENAPI_API_KEY_AUTH = "env")
  on.exit(Sys.unsetenv("OPENAPI_API_KEY_AUTH"))
  expect_identical(token(), c("Bearer env", ""))
  expect_error(ApiClient$new(bearer_token = list(Nobody = "x")), "Nobody", class = "ApiRequestError")
})

test_that("fields of a client may be set later, as the pages show", {
  api_instance <- ThingsApi$new()
  api_instance$api_client$bearer_token <- "t"
  api_instance$api_client$api_keys["QueryKey"] <- "k"
  expect_identical(token_for(api_instance$api_client, "ApiKeyAuth"), "t")
  expect_identical(api_key_for(api_instance$api_client, "QueryKey"), "k")
  api_instance$api_client$access_token <- "u"
  expect_identical(api_instance$api_client$bearer_token, "u")
})

test_that("servers and their variables are chosen", {
  expect_identical(ApiClient$new()$base_url(), "https://api.example.com/v1")
  expect_identical(ApiClient$new(server_index = 2L)$base_url(), "https://eu.example.com")
  expect_identical(ApiClient$new(server_index = 2L, server_variables = list(region = "us"))$base_url(), "https://us.example.com")
  expect_error(ApiClient$new(server_index = 2L, server_variables = list(region = "xx"))$base_url(), class = "ApiRequestError")
  expect_error(ApiClient$new(server_index = 3L)$base_url(), class = "ApiRequestError")
  Sys.setenv(OPENAPI_BASE_URL = "https://env.example.com")
  on.exit(Sys.unsetenv("OPENAPI_BASE_URL"))
  expect_identical(ApiClient$new()$base_url(), "https://env.example.com")
})

test_that("base URLs that are none, or hold credentials, are refused", {
  for (url in c("ftp://a", "https://", "a.example.com", "https://u:p@a.example.com", "https://a.example.com/#x", "https://a b", "https://a\\b", "http://a:99999")) {
    client <- client_of(function(request) stop("not reached"), base_path = url)
    expect_error(ThingsApi$new(client)$GetThing("a"), class = "ApiRequestError", label = url)
  }
})

test_that("one token of client credentials serves many calls", {
  asked <- 0L
  client <- client_of(function(request) {
    if (grepl("/token$", request$url)) {
      asked <<- asked + 1L
      expect_identical(rawToChar(request$body), "grant_type=client_credentials&scope=read")
      return(json_reply("{\"access_token\":\"granted\",\"expires_in\":3600}"))
    }
    expect_identical(request$headers[["Authorization"]], "Bearer granted")
    json_reply("{}")
  }, client_id = "id", client_secret = "cli-secret")
  api <- ThingsApi$new(client)
  api$GetThing("a")
  api$GetThing("b")
  expect_identical(asked, 1L)
})

test_that("logs are an allow-list, with bodies on demand only", {
  lines <- character()
  log <- function(line) lines <<- c(lines, line)
  answer <- function(request) json_reply("{\"id\":\"answer-private\"}", headers = c("Set-Cookie" = "cookie-private"))
  client <- client_of(answer, bearer_token = "tok-secret", log = log, default_headers = c("X-Private" = "header-private"))
  ThingsApi$new(client)$GetThing("a")
  expect_identical(length(lines), 2L)
  expect_false(any(grepl("private|secret", lines)))
  client$log_bodies <- TRUE
  ThingsApi$new(client)$GetThing("a")
  expect_true(any(grepl("answer-private", lines, fixed = TRUE)))
})

test_that("the time of a call does not disturb the caller's random numbers", {
  set.seed(1)
  first <- runif(1)
  set.seed(1)
  client <- client_of(function(request) api_reply(204L))
  ThingsApi$new(client)$SendThing(list(id = 1))
  expect_identical(runif(1), first)
})

test_that("dates of HTTP are read in their three forms", {
  for (text in c("Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994")) {
    expect_identical(http_date(text, 0), 784111777)
  }
  expect_null(http_date("tomorrow", 0))
  expect_null(http_date("Sun, 31 Feb 1994 08:49:37 GMT", 0))
})

test_that("names of variables are those of all clients", {
  expect_identical(environment_name("petstore", "ApiKeyAuth"), "PETSTORE_API_KEY_AUTH")
  expect_identical(environment_name("petstore", "oauth2 (v1)"), "PETSTORE_OAUTH2_V1")
  expect_identical(environment_plain_name("petstore", "ApiKeyAuth"), "PETSTORE_APIKEYAUTH")
})

test_that("percent signs are undone as often as they were made", {
  expect_identical(percent_decoded("%25252e"), ".")
  expect_identical(percent_component("a b&\u00e9"), "a%20b%26%C3%A9")
  expect_identical(percent_reserved("a/b?c&d%20e"), "a/b?c%26d%20e")
  expect_identical(percent_segment("a/b:c,d", ","), "a%2Fb:c%2Cd")
  expect_identical(percent_form("a b+c"), "a+b%2Bc")
})
