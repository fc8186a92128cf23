# What the tests share. The runtime's own functions are in reach: tests run inside its namespace.

# Whether two JSON texts say the same, numbers compared as numbers of any size.
json_equal <- function(one, other) identical(canonical(from_json(one)), canonical(from_json(other)))

client_of <- function(transport, ...) ApiClient$new(transport = transport, ...)

json_reply <- function(body, status = 200L, headers = character()) {
  api_reply(status, c("Content-Type" = "application/json", headers), body)
}

# A clock that does not wait.
quick_clock <- function() {
  clock <- system_clock()
  clock$sleep <- function(seconds) NULL
  clock
}
