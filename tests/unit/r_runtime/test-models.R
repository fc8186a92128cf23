test_that("only what is given is sent: absent, null and present differ", {
  thing <- Thing$new(id = 1, name = json_null)
  expect_identical(thing$toJSON(), "{\"id\":1,\"name\":null}")
  expect_null(thing$name)
  expect_identical(member_state(thing, "name"), "null")
  expect_identical(member_state(thing, "class"), "absent")
  expect_identical(names(thing), c("id", "name"))
  thing$class <- "c"
  thing$name <- NULL
  expect_identical(thing$toJSON(), "{\"id\":1,\"class\":\"c\"}")
  thing$class <- json_null
  expect_identical(thing$toJSON(), "{\"id\":1,\"class\":null}")
})

test_that("what was read is written again as it came", {
  text <- paste0(
    "{\"id\":9007199254740993,\"name\":null,\"new\":{\"a\":[],\"b\":{},\"c\":[null,1.5,-0.1,1e-7]},",
    "\"tags\":[\"one\"],\"\":true,\"shape\":{\"hexagon\":[1]},\"child\":{\"id\":\"wrong\"},\"map\":[]}"
  )
  thing <- Thing$fromJSON(text)
  expect_identical(json_equal(thing$toJSON(), text), TRUE)
  # Reading members must not change what is written.
  lapply(names(thing), function(name) thing[[name]])
  expect_s3_class(thing$shape, "UnknownVariant")
  expect_identical(thing$shape$hexagon, list(1L))
  expect_identical(thing$child$id, "wrong")
  expect_identical(json_equal(thing$toJSON(), text), TRUE)
})

test_that("models and plain lists mix, and both read as models", {
  request <- CreateChatCompletionRequest$new(
    messages = list(
      ChatCompletionRequestUserMessage$new(content = "Hi", role = "user"),
      list(role = "assistant", content = NULL, tool_calls = list(list(id = "t", type = "function", "function" = list(name = "f", arguments = "{}"))))
    ),
    model = "gpt-4o"
  )
  expect_s3_class(request$messages[[2L]], "ChatCompletionRequestAssistantMessage")
  expect_s3_class(request$messages[[2L]]$tool_calls[[1L]], "ChatCompletionMessageToolCall")
  expect_identical(request$messages[[2L]]$tool_calls[[1L]]$`function`$name, "f")
  expect_true(R6::is.R6(request))
  plain <- CreateChatCompletionRequest$fromList(request$toList())
  expect_identical(plain$toJSON(), request$toJSON())
  expect_true(isTRUE(all.equal(plain, request)))
})

test_that("a vector of length one is an array where the document says array", {
  send <- function(...) CreateChatCompletionRequest$new(messages = list(), model = "m", ...)$toList()
  json <- function(...) {
    CreateChatCompletionRequest$new(messages = list(), model = "m", ...)$toJSON()
  }
  expect_match(json(modalities = "text"), "\"modalities\":[\"text\"]", fixed = TRUE)
  expect_match(json(modalities = c("text", "audio")), "\"modalities\":[\"text\",\"audio\"]", fixed = TRUE)
  expect_match(json(modalities = list()), "\"modalities\":[]", fixed = TRUE)
  expect_match(json(modalities = character()), "\"modalities\":[]", fixed = TRUE)
  expect_match(json(logit_bias = list()), "\"logit_bias\":{}", fixed = TRUE)
  expect_match(json(logit_bias = c("50256" = -100L)), "\"logit_bias\":{\"50256\":-100}", fixed = TRUE)
  # A union of text and list leaves the choice to the caller.
  expect_match(json(stop = "a"), "\"stop\":\"a\"", fixed = TRUE)
  expect_match(json(stop = I("a")), "\"stop\":[\"a\"]", fixed = TRUE)
  expect_match(json(stop = list("a")), "\"stop\":[\"a\"]", fixed = TRUE)
  expect_match(json(stop = c("a", "b")), "\"stop\":[\"a\",\"b\"]", fixed = TRUE)
  expect_identical(send(user = "u")$user, "u")
})

test_that("names that R keeps for itself are members all the same", {
  thing <- Thing$new(
    id = 1, name = "n", `+1` = 2L, `function` = "f", self = "s", groesse = 3L, member = TRUE, toJSON = "j"
  )
  expect_identical(
    thing$toJSON(),
    "{\"id\":1,\"name\":\"n\",\"+1\":2,\"function\":\"f\",\"gr\u00f6\u00dfe\":3,\"\":true,\"self\":\"s\",\"toJSON\":\"j\"}"
  )
  expect_identical(thing$`+1`, 2L)
  expect_identical(thing[["toJSON"]], "j")
  expect_identical(thing[[""]], TRUE)
  expect_identical(thing[["gr\u00f6\u00dfe"]], 3L)
  thing[["toJSON"]] <- "k"
  expect_identical(thing[["toJSON"]], "k")
  expect_error(thing$toJSON <- "l", class = "ApiRequestError")
})

test_that("further members are kept by their whole names", {
  thing <- Thing$new(id = 1, name = "n", cla = "not class", nam = "not name")
  expect_true(json_equal(thing$toJSON(), "{\"id\":1,\"name\":\"n\",\"cla\":\"not class\",\"nam\":\"not name\"}"))
  expect_error(ShapeSquare$new(side = 1, round = TRUE), "no member `round`", class = "ApiRequestError")
  expect_error(Thing$new(id = 1, name = "n", x = 1, x = 2), "given twice", class = "ApiRequestError")
})

test_that("a required member is asked for", {
  expect_error(Thing$new(id = 1), "needs `name`", class = "ApiRequestError")
  expect_identical(Nothing$new()$toJSON(), "{}")
})

test_that("unions find their variant by tag, key and kind", {
  expect_s3_class(ChatCompletionRequestMessage$fromJSON("{\"role\":\"tool\"}"), "ChatCompletionRequestToolMessage")
  expect_s3_class(ChatCompletionRequestMessage$fromJSON("{\"role\":\"robot\"}"), "UnknownVariant")
  expect_s3_class(ChatCompletionRequestMessage$new(role = "system", content = "x"), "ChatCompletionRequestSystemMessage")
  expect_s3_class(Shape$fromList(list(side = 2)), "ShapeSquare")
  expect_identical(CreateChatCompletionRequestStop$fromJSON("[\"a\"]"), list("a"))
  expect_identical(CreateChatCompletionRequestStop$fromJSON("5"), 5L)
})

test_that("models are references, and clone() copies all of one", {
  thing <- Thing$new(id = 1, name = "n", child = list(id = 2, name = "m"))
  same <- thing
  copy <- thing$clone()
  same$child$name <- "changed"
  expect_identical(thing$child$name, "changed")
  expect_identical(copy$child$name, "m")
})

test_that("assigning deep inside is seen from outside", {
  list <- ThingList$fromJSON("{\"data\":[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"}]}")
  list$data[[2L]]$name <- "c"
  item <- list$data[[1L]]
  item$name <- NULL
  expect_identical(list$toJSON(), "{\"data\":[{\"id\":1},{\"id\":2,\"name\":\"c\"}]}")
})

test_that("strict reading tells every place that breaks the document", {
  found <- tryCatch(
    Thing$fromJSON("{\"id\":\"x\",\"class\":\"\",\"when\":\"soon\",\"day\":\"2023-02-29\",\"tags\":[1]}", strict = TRUE),
    ApiDecodeError = conditionMessage
  )
  for (place in c("/id", "/class", "/when", "/day", "/tags/0", "\"name\" is missing")) {
    expect_match(found, place, fixed = TRUE)
  }
  expect_s3_class(Thing$fromJSON("{\"id\":1,\"name\":null}", strict = TRUE), "Thing")
  request <- "{\"messages\":[{\"role\":\"robot\"}],\"model\":\"other\",\"seed\":9223372036854775808,\"temperature\":2.5}"
  found <- tryCatch(CreateChatCompletionRequest$fromJSON(request, strict = TRUE), ApiDecodeError = conditionMessage)
  expect_match(found, "9223372036854775808 is more than 9223372036854775807", fixed = TRUE)
  expect_match(found, "/temperature: 2.5 is more than 2", fixed = TRUE)
  expect_no_match <- function(text, pattern) expect_false(grepl(pattern, text, fixed = TRUE))
  expect_no_match(found, "/messages")
  expect_no_match(found, "/model")
})
