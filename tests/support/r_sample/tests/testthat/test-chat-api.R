test_that("CreateChatCompletion sends what it is given and reads the reply", {
  sent <- NULL
  client <- ApiClient$new(bearer_token = "secret", transport = function(request) {
    sent <<- request
    api_reply(200, c("Content-Type" = "application/json"), "{\"id\":\"c\",\"choices\":[]}")
  })
  api_instance <- ChatApi$new(client)
  result <- api_instance$CreateChatCompletion(
    list(messages = list(list(role = "user", content = "Hi")), model = "gpt-4o")
  )
  expect_identical(sent$method, "POST")
  expect_identical(from_json(rawToChar(sent$body))$model, "gpt-4o")
  expect_identical(result$id, "c")
})
