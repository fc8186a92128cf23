# The R client against bare curl and jsonlite; tests/bench/program.py tells how.
#
# Models are made when they are first read, so that `decode` alone says little: `read NAME` decodes
# the same bytes and reads every member of the tokens, on the other side from the lists.

input <- file("stdin", "r")
QUESTION <- jsonlite::fromJSON(readLines(input, n = 1L), simplifyVector = FALSE)
.libPaths(c(file.path(QUESTION$client, "library"), .libPaths()))
suppressPackageStartupMessages(library(openapi))
client <- asNamespace("openapi")

wall <- function() as.numeric(Sys.time())
cpu <- function() sum(proc.time()[1:2])

# R's CPU clock ticks in milliseconds: rounds are long enough for it.
SECONDS <- max(QUESTION$seconds, 0.1)

timed <- function(side, loops, clock) {
  gc(verbose = FALSE)
  start <- clock()
  for (at in seq_len(loops)) side()
  (clock() - start) / loops
}

in_turns <- function(name, ours, theirs, clock) {
  if (!identical(as.character(ours()), as.character(theirs()))) {
    stop(name, ": the two sides did not do the same")
  }
  sides <- list(ours, theirs)
  loops <- vapply(sides, function(side) {
    timed(side, 3L, clock)
    max(1L, as.integer(SECONDS / max(timed(side, 3L, wall), 1e-4)))
  }, 1L)
  samples <- list(numeric(), numeric())
  for (turn in seq_len(QUESTION$rounds)) {
    for (which in if (turn %% 2L == 1L) 1:2 else 2:1) {
      samples[[which]] <- c(samples[[which]], timed(sides[[which]], loops[[which]], clock))
    }
  }
  found <- list(name = name, ours = samples[[1L]], theirs = samples[[2L]])
  cat(jsonlite::toJSON(found, auto_unbox = TRUE, digits = 9L), "\n", sep = "")
}

request <- jsonlite::fromJSON(QUESTION$request, simplifyVector = FALSE)
api <- ChatApi$new(ApiClient$new(base_path = QUESTION$origin, bearer_token = "none"))
url <- paste0(QUESTION$origin, "/chat/completions")

bare_handle <- function(body) {
  handle <- curl::new_handle(post = TRUE, copypostfields = jsonlite::toJSON(body, auto_unbox = TRUE))
  curl::handle_setheaders(handle, "Content-Type" = "application/json", Authorization = "Bearer none")
}

kept <- bare_handle(request)
bare_call <- function() {
  answer <- curl::curl_fetch_memory(url, handle = kept)
  jsonlite::fromJSON(rawToChar(answer$content), simplifyVector = FALSE)$id
}
in_turns("call", function() api$CreateChatCompletion(request)$id, bare_call, wall)

# What a person writes who knows that each event is one line, and that it is never cut.
bare_stream <- function() {
  count <- 0L
  rest <- ""
  curl::curl_fetch_stream(url, function(bytes) {
    lines <- strsplit(paste0(rest, rawToChar(bytes), " "), "\n", fixed = TRUE)[[1L]]
    rest <<- sub(" $", "", lines[[length(lines)]])
    for (line in lines[-length(lines)]) {
      if (startsWith(line, "data: ") && line != "data: [DONE]") {
        event <- jsonlite::fromJSON(substring(line, 7L), simplifyVector = FALSE)
        count <<- count + length(event$choices)
      }
    }
  }, handle = bare_handle(c(request, list(stream = TRUE))))
  count
}
our_stream <- function() {
  count <- 0L
  api$CreateChatCompletionStream(request, callback = function(chunk) {
    count <<- count + length(chunk$choices)
  })
  count
}
in_turns("stream", our_stream, bare_stream, wall)
api$api_client$close()

# Every member of a reply's tokens; gives how many values there were.
read_tokens <- function(reply) {
  seen <- 0L
  for (choice in reply$choices) {
    for (token in choice$logprobs$content) {
      seen <- seen + length(list(token$token, token$logprob)) + length(token$bytes)
      for (other in token$top_logprobs) {
        seen <- seen + length(list(other$token, other$logprob)) + length(other$bytes)
      }
    }
  }
  seen
}

declared <- client$ChatApi_operations$CreateChatCompletion$responses[[1L]]
for (name in names(QUESTION$replies)) {
  path <- QUESTION$replies[[name]]
  data <- readBin(path, "raw", file.size(path))
  ours <- function() client$decode_body(declared, "application/json", data)
  theirs <- function() jsonlite::fromJSON(rawToChar(data), simplifyVector = FALSE)
  in_turns(paste("decode", name), function() ours()$id, function() theirs()$id, cpu)
  in_turns(paste("read", name), function() read_tokens(ours()), function() read_tokens(theirs()), cpu)
}
