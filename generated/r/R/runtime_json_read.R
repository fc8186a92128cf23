# Reading JSON without losing anything.
#
# jsonlite's parser is fast but knows doubles only, and R's text cannot hold NUL. So the text is
# searched for the few things that would be lost; only where one stands, it is marked before the
# parser sees it, and unmarked after.

# A JSON text as R values: objects are named lists, arrays lists without names, null is NULL.
# Raises an error of class json_fault.
from_json <- function(text) {
  text <- enc2utf8(if (length(text) == 1L) text else paste(text, collapse = "\n"))
  if (startsWith(text, "\ufeff")) {
    text <- substring(text, 2L)
  }
  marked <- mark_exact(text)
  value <- tryCatch(
    jsonlite::parse_json(marked$text, simplifyVector = FALSE),
    error = function(e) json_fault(first_line(conditionMessage(e)))
  )
  if (is.null(marked$mark)) value else unmark(value, marked$mark)
}

json_fault <- function(why) {
  stop(structure(
    class = c("json_fault", "error", "condition"),
    list(message = paste0("no JSON: ", why), call = NULL)
  ))
}

first_line <- function(text) trimws(strsplit(text, "\n", fixed = TRUE)[[1L]][1L])

STRING_TOKEN <- "\"(?:[^\"\\\\]++|\\\\.)*+\""
LONG_NUMBER <- "-?(?:[0-9]{16,}(?![0-9.eE])|[0-9.]{300,}|[0-9]+(?:\\.[0-9]+)?[eE]\\+?[0-9]{3,})"
MAYBE_LONG <- paste0("(?:^|[\\[:,\\s])(?:", LONG_NUMBER, ")")
# What no such number is without: quick to look for in a long text.
LONG_DIGITS <- "[0-9]{16}|[0-9][eE]\\+?[0-9]{3}|[0-9.]{300}"
LONE_SURROGATE <- paste0(
  "\\\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\\\u[dD][c-fC-F])|[c-fC-F][0-9a-fA-F]{2})"
)
SURROGATE_PAIR <- "\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}"

# Backslashes stand in strings only; one that is escaped starts nothing, and whole pairs are fine.
UNHOLDABLE <- paste0(
  "(?:\\\\\\\\|", SURROGATE_PAIR, ")(*SKIP)(*FAIL)|\\\\u(?:0000|[dD][89a-fA-F])"
)

# The text with marks in place of what the parser would lose; `mark` is NULL when nothing is.
mark_exact <- function(text) {
  has <- function(pattern) grepl(pattern, text, perl = TRUE, useBytes = TRUE)
  numbers <- has(LONG_DIGITS) && has(MAYBE_LONG)
  strings <- has("\\\\u") && has(UNHOLDABLE)
  if (!numbers && !strings) {
    return(list(text = text, mark = NULL))
  }
  if (!validUTF8(text)) {
    json_fault("it is not UTF-8")
  }
  mark <- free_mark(text)
  if (strings) {
    text <- replace_tokens(text, STRING_TOKEN, is_unholdable, function(token) {
      paste0("\"", mark, "s", hex(token), "\"")
    })
  }
  if (numbers) {
    pattern <- paste0(STRING_TOKEN, "(*SKIP)(*FAIL)|(?<![0-9.eE+-])", LONG_NUMBER)
    text <- replace_tokens(text, pattern, is_unroundable, function(token) {
      paste0("\"", mark, "n", token, "\"")
    })
  }
  list(text = text, mark = mark)
}

replace_tokens <- function(text, pattern, wanted, marked) {
  # By bytes: the place of a character in UTF-8 is found by counting, from the beginning each time.
  found <- gregexpr(pattern, text, perl = TRUE, useBytes = TRUE)[[1L]]
  starts <- as.integer(found)
  ends <- starts + attr(found, "match.length") - 1L
  bytes <- text
  Encoding(bytes) <- "bytes"
  cut <- function(from, to) {
    pieces <- substring(bytes, from, to)
    Encoding(pieces) <- "UTF-8"
    pieces
  }
  tokens <- if (starts[[1L]] > 0L) cut(starts, ends) else character()
  which <- wanted(tokens)
  if (!any(which)) {
    return(text)
  }
  between <- cut(c(1L, ends[which] + 1L), c(starts[which] - 1L, nchar(text, "bytes")))
  paste0(between, c(marked(tokens[which]), ""), collapse = "")
}

# A prefix that does not occur in the text, so that nothing can be taken for a mark.
free_mark <- function(text) {
  number <- 0L
  repeat {
    mark <- sprintf("exact-%d:", number)
    if (!grepl(mark, text, fixed = TRUE)) {
      return(mark)
    }
    number <- number + 1L
  }
}

# Strings with NUL or with half of a surrogate pair.
is_unholdable <- function(tokens) grepl(UNHOLDABLE, tokens, perl = TRUE)

# Integers that no double holds, and numbers beyond its range.
is_unroundable <- function(tokens) {
  value <- suppressWarnings(as.numeric(tokens))
  whole <- grepl("^-?[0-9]+$", tokens)
  !is.finite(value) | (whole & abs(value) >= 2^53)
}

hex <- function(tokens) {
  vapply(tokens, function(token) paste(charToRaw(token), collapse = ""), "", USE.NAMES = FALSE)
}

unhex <- function(digits) {
  at <- seq.int(1L, nchar(digits), 2L)
  text <- rawToChar(as.raw(strtoi(substring(digits, at, at + 1L), 16L)))
  Encoding(text) <- "UTF-8"
  text
}

unmark <- function(value, mark) {
  if (is.list(value)) {
    names <- names(value)
    if (!is.null(names)) {
      held <- startsWith(names, mark)
      names(value)[held] <- vapply(names[held], function(name) as.character(unmark(name, mark)), "")
    }
    value[] <- lapply(value, unmark, mark)
    return(value)
  }
  if (!is.character(value) || !startsWith(value, mark)) {
    return(value)
  }
  rest <- substring(value, nchar(mark) + 2L)
  if (substr(value, nchar(mark) + 1L, nchar(mark) + 1L) == "n") {
    return(if (grepl("^-?[0-9]+$", rest)) json_integer(rest) else json_number(rest))
  }
  token <- unhex(rest)
  json_text(shown_token(token), token)
}

# A string token to look at: NUL as its symbol, half pairs as the replacement character.
shown_token <- function(token) {
  odd <- "((?:^|[^\\\\])(?:\\\\\\\\)*)"
  token <- gsub(paste0(odd, "\\\\u0000"), "\\1\u2400", token, perl = TRUE)
  token <- gsub(paste0(odd, "\\\\u0000"), "\\1\u2400", token, perl = TRUE)
  lone <- paste0("(?:\\\\\\\\|", SURROGATE_PAIR, ")(*SKIP)(*FAIL)|", LONE_SURROGATE)
  token <- gsub(lone, "\ufffd", token, perl = TRUE)
  jsonlite::parse_json(token)
}

# A body's JSON in a declared type. Raises an error of class ApiDecodeError.
decode_json <- function(type, text, strict = FALSE) {
  value <- tryCatch(from_json(text), json_fault = function(e) {
    fail_decode(conditionMessage(e))
  })
  decode_value(type, value, strict)
}

decode_value <- function(type, value, strict) {
  if (is.null(type)) {
    return(value)
  }
  if (isTRUE(strict)) {
    problems <- check(type, value)
    if (length(problems) > 0L) {
      fail_decode(
        "the value breaks its schema: ", paste(utils::head(problems, 10L), collapse = "; "),
        if (length(problems) > 10L) paste0("; and ", length(problems) - 10L, " more")
      )
    }
  }
  hydrate(type, value)
}
