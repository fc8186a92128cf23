# Strict checks: every place where a JSON value breaks the document, as "pointer: what is wrong".

check <- function(type, value, path = "") {
  type <- resolve(type)
  switch(type$is,
    any = , binary = character(),
    nullable = if (is.null(value)) character() else check(type$inner, value, path),
    string = , boolean = , number = , integer = check_scalar(type, value, path),
    datetime = check_moment(value, path, is_datetime, "a date-time (RFC 3339)"),
    date = check_moment(value, path, is_date, "a date (RFC 3339)"),
    enum = check_enum(type, value, path),
    list = check_list(type, value, path),
    map = check_map(type, value, path),
    record = check_record(type, value, path),
    union = check_union(type, value, path)
  )
}

problem <- function(path, ...) paste0(if (path == "") "the value" else path, ": ", ...)

expected <- function(path, what, value) problem(path, "expected ", what, ", got ", shown_value(value))

shown_value <- function(value) {
  kind <- kind_of(value)
  if (kind %in% c("object", "array", "null")) {
    return(c(object = "an object", array = "an array", null = "null")[[kind]])
  }
  text <- scalar_json(if (kind == "string") as.character(value) else value)
  if (nchar(text) > 60L) paste0(substr(text, 1L, 57L), "...") else text
}

step <- function(path, key) paste0(path, "/", gsub("/", "~1", gsub("~", "~0", key, fixed = TRUE), fixed = TRUE))

check_scalar <- function(type, value, path) {
  kind <- kind_of(value)
  fits <- kind == type$is || (kind == "integer" && type$is == "number")
  if (!fits) {
    return(expected(path, if (type$is == "integer") "an integer" else paste("a", type$is), value))
  }
  check_bounds(type$bounds, value, path)
}

check_moment <- function(value, path, fits, what) {
  if (is.character(value) && fits(as.character(value))) character() else expected(path, what, value)
}

check_enum <- function(type, value, path) {
  known <- any(vapply(type$values, function(each) same_scalar(value, each), TRUE))
  kinds <- vapply(type$values, kind_of, "")
  if (known || (isTRUE(type$open) && kind_of(value) %in% kinds)) {
    return(character())
  }
  names <- vapply(type$values, shown_value, "")
  expected(path, paste("one of", paste(names, collapse = ", ")), value)
}

check_list <- function(type, value, path) {
  if (kind_of(value) != "array") {
    return(expected(path, "an array", value))
  }
  found <- lapply(seq_along(value), function(at) check(type$item, value[[at]], step(path, at - 1L)))
  c(unlist(found), check_bounds(type$bounds, value, path))
}

check_map <- function(type, value, path) {
  if (kind_of(value) != "object") {
    return(expected(path, "an object", value))
  }
  names <- names(value)
  found <- lapply(seq_along(names), function(at) check(type$value, value[[at]], step(path, names[[at]])))
  c(unlist(found), check_bounds(type$bounds, value, path))
}

check_record <- function(type, value, path) {
  if (kind_of(value) != "object") {
    return(expected(path, "an object", value))
  }
  names <- names(value)
  missing <- setdiff(type$names[type$promised], names)
  found <- lapply(seq_along(names), function(at) {
    name <- names[[at]]
    if (is.null(type$extra) && !name %in% type$names) {
      return(problem(step(path, name), "the document has no such member"))
    }
    check(member_type(type, name), value[[at]], step(path, name))
  })
  absent <- vapply(missing, function(name) problem(path, "the required member \"", name, "\" is missing"), "")
  c(unlist(found), unname(absent))
}

check_union <- function(type, value, path) {
  found <- candidates(type, value)
  if (is.null(found)) {
    if (isTRUE(type$open)) {
      return(character())
    }
    tag <- if (is.null(type$tag)) "members" else paste(type$tag, shown_value(member_of(value, type$tag)))
    return(problem(path, "no variant of ", type$name, " has such ", tag))
  }
  if (length(found) == 0L) {
    return(expected(path, paste("a", type$name), value))
  }
  problems <- lapply(found, function(each) check(each$type, value, path))
  problems[[which.min(lengths(problems))]]
}

# Each bound speaks about one kind of value only.
check_bounds <- function(bounds, value, path) {
  if (length(bounds) == 0L) {
    return(character())
  }
  switch(kind_of(value),
    integer = , number = check_number(bounds, value, path),
    string = check_text(bounds, as.character(value), path),
    array = c(
      check_size(length(value), bounds$min_items, bounds$max_items, "items", path),
      if (isTRUE(bounds$unique_items) && anyDuplicated(vapply(value, canonical, "")) > 0L) {
        problem(path, "an item repeats")
      }
    ),
    object = check_size(length(value), bounds$min_properties, bounds$max_properties, "members", path),
    character()
  )
}

# Objects are equal whatever the order of their members.
canonical <- function(value) {
  if (is_object(value)) {
    value <- value[order(names(value), method = "radix")]
  }
  if (is.list(value) && length(value) > 0L) {
    texts <- vapply(value, canonical, "")
    return(paste0(paste(names(value), texts, sep = "\u001f", collapse = "\u001e"), "\u001d"))
  }
  to_json(value)
}

check_text <- function(bounds, value, path) {
  size <- nchar(value, "chars")
  found <- check_size(size, bounds$min_length, bounds$max_length, "characters", path)
  if (!is.null(bounds$pattern)) {
    # A pattern that is no regular expression of R is not checked.
    fits <- tryCatch(suppressWarnings(grepl(bounds$pattern, value, perl = TRUE)), error = function(e) TRUE)
    if (!fits) {
      found <- c(found, problem(path, shown_value(value), " does not match ", bounds$pattern))
    }
  }
  found
}

check_size <- function(size, least, most, what, path) {
  c(
    if (!is.null(least) && size < least) problem(path, size, " ", what, " are less than ", least),
    if (!is.null(most) && size > most) problem(path, size, " ", what, " are more than ", most)
  )
}

check_number <- function(bounds, value, path) {
  against <- function(bound, wrong, words) {
    if (!is.null(bound) && wrong(compare_numbers(value, bound))) {
      problem(path, number_text(value), " is ", words, " ", bound)
    }
  }
  c(
    against(bounds$minimum, function(sign) sign < 0, "less than"),
    against(bounds$maximum, function(sign) sign > 0, "more than"),
    against(bounds$exclusive_minimum, function(sign) sign <= 0, "not more than"),
    against(bounds$exclusive_maximum, function(sign) sign >= 0, "not less than"),
    if (!is.null(bounds$multiple_of) && !is_multiple(as.numeric(value), as.numeric(bounds$multiple_of))) {
      problem(path, number_text(value), " is no multiple of ", bounds$multiple_of)
    }
  )
}

# The sign of the difference; integers of any size are compared by their digits.
compare_numbers <- function(one, other) {
  texts <- c(number_text(one), if (is.character(other)) other else number_text(other))
  if (!all(grepl("^-?[0-9]+$", texts))) {
    return(sign(as.numeric(texts[[1L]]) - as.numeric(texts[[2L]])))
  }
  negative <- startsWith(texts, "-")
  if (negative[[1L]] != negative[[2L]]) {
    return(if (negative[[1L]]) -1 else 1)
  }
  digits <- sub("^-", "", texts)
  size <- nchar(digits)
  order <- if (size[[1L]] != size[[2L]]) {
    sign(size[[1L]] - size[[2L]])
  } else if (digits[[1L]] == digits[[2L]]) {
    0
  } else {
    different <- which(utf8ToInt(digits[[1L]]) != utf8ToInt(digits[[2L]]))[[1L]]
    sign(utf8ToInt(digits[[1L]])[[different]] - utf8ToInt(digits[[2L]])[[different]])
  }
  if (negative[[1L]]) -order else order
}

is_multiple <- function(value, factor) {
  ratio <- value / factor
  !is.finite(ratio) || abs(ratio - round(ratio)) <= 1e-9 * max(1, abs(ratio))
}
