# Time and chance, as functions that a test can replace: `ApiClient$new(clock = ...)`.

system_clock <- function() {
  list(
    # Seconds since the process began, seconds since the epoch, a wait, a number from 0 to 1.
    monotonic = function() proc.time()[["elapsed"]],
    wall = function() as.numeric(Sys.time()),
    sleep = function(seconds) Sys.sleep(seconds),
    random = function() strtoi(substr(random_hex(4L), 1L, 7L), 16L) / 16^7
  )
}

# Random bytes in hex. They never come from R's own generator: a call must not change what the
# caller's set.seed() gives.
random_hex <- function(bytes) {
  if (file.exists("/dev/urandom")) {
    source <- file("/dev/urandom", "rb", raw = TRUE)
    on.exit(close(source))
    return(paste(readBin(source, "raw", bytes), collapse = ""))
  }
  parts <- character()
  while (sum(nchar(parts)) < 2L * bytes) {
    parts <- c(parts, gsub("[^0-9a-f]", "", basename(tempfile(""))))
  }
  moment <- sprintf("%x", as.integer((as.numeric(Sys.time()) * 1e6) %% 2^31))
  substr(paste(c(moment, parts), collapse = ""), 1L, 2L * bytes)
}

# A random UUID (RFC 9562 section 5.4).
random_uuid <- function() {
  digits <- random_hex(16L)
  at <- strtoi(substr(digits, 17L, 17L), 16L) %% 4L + 1L
  variant <- substr("89ab", at, at)
  paste(
    substr(digits, 1L, 8L), substr(digits, 9L, 12L), paste0("4", substr(digits, 14L, 16L)),
    paste0(variant, substr(digits, 18L, 20L)), substr(digits, 21L, 32L),
    sep = "-"
  )
}

# When a call has to be over; `seconds` NULL or infinite for never.
new_deadline <- function(clock, seconds) {
  end <- if (is.null(seconds)) Inf else clock$monotonic() + seconds
  list(
    remaining = function() end - clock$monotonic(),
    allows = function(delay) clock$monotonic() + delay < end
  )
}
