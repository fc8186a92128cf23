# Models: objects with the members of the wire.
#
# A model keeps its members in one list, in the order of the wire, and turns a member into models
# when it is first read: decoding costs little beyond parsing, and what nobody reads is written
# again as it came. Objects that the constructor makes are R6 objects; those that come out of a
# response have the same classes and the same behaviour but are cheap to make, by the thousand.
#
# State of a member: 0 as it came, 1 read since; 2 as the caller gave it, 3 read since.

api_model <- R6::R6Class(
  "api_model",
  cloneable = FALSE,
  public = list(
    .data = NULL,
    .state = NULL,
    .type = NULL,
    initialize = function(...) set_members(environment(), ...)
  )
)

# What `$` gives before it looks for a member of the wire.
MODEL_METHODS <- c("toJSON", "toList", "clone", "initialize", ".__enclos_env__")

new_model <- function(type, data, state = 0L) {
  model <- list2env(list(.data = data, .state = state, .type = type), parent = emptyenv())
  class(model) <- c(type$name, "api_model", "R6")
  model
}

# `state` is one number as long as all members have the same.
fill_model <- function(model, type, data, state) {
  assign(".data", data, envir = model)
  assign(".state", state, envir = model)
  assign(".type", type, envir = model)
}

states_of <- function(model) rep_len(.subset2(model, ".state"), length(.subset2(model, ".data")))

# Fill a model from the arguments of its constructor: `frame` is the call of `initialize`.
set_members <- function(frame, ...) {
  self <- get("self", envir = parent.env(frame))
  type <- class_type(class(self))
  given <- lapply(type$arguments, function(name) get0(name, envir = frame, inherits = FALSE))
  names(given) <- type$names
  given <- given[!vapply(given, is.null, TRUE)]
  more <- list(...)
  said <- tryCatch(evalq(...names(), parent.frame(2L)), error = function(e) NULL)
  shortened <- setdiff(said, c("", type$arguments, names(more)))
  for (name in shortened) {
    # R has taken it for the beginning of an argument; the wire has no such abbreviations.
    at <- which(startsWith(type$arguments, name) & type$names %in% names(given))[1L]
    more[name] <- given[type$names[at]]
    given[type$names[at]] <- NULL
  }
  if (length(more) > 0L) {
    check_more(type, given, more)
    given <- c(given, more[!vapply(more, is.null, TRUE)])
  }
  missing <- setdiff(type$names[type$required], names(given))
  if (length(missing) > 0L) {
    fail_request(type$name, " needs ", paste0("`", missing, "`", collapse = ", "))
  }
  fill_model(self, type, given, 2L)
}

check_more <- function(type, given, more) {
  names <- names(more)
  if (is.null(names) || any(names == "")) {
    fail_request(type$name, " takes members by name")
  }
  if (is.null(type$extra)) {
    fail_request(type$name, " has no member `", names[[1L]], "`")
  }
  twice <- intersect(names, c(names(given), names[duplicated(names)]))
  if (length(twice) > 0L) {
    fail_request("the member `", twice[[1L]], "` of ", type$name, " is given twice")
  }
}

class_type <- function(classes) {
  for (name in classes) {
    found <- get0(name, envir = package_env, inherits = FALSE)
    if (is.environment(found) && identical(found$type$is, "record")) {
      return(found$type)
    }
  }
  unknown_type
}

is_model <- function(value) inherits(value, "api_model")

# Turn JSON values into models where the type has some. Anything that is not what the type says
# stays as it is.
hydrate <- function(type, value, state = 0L) {
  if (!is.list(value) || is.data.frame(value)) {
    return(value)
  }
  if (type$is %in% c("ref", "nullable")) {
    type <- settle_type(type)
  }
  switch(type$is,
    record = hydrate_record(value, type, state),
    list = if (is.null(names(value))) hydrate_items(type$item, value, state) else value,
    map = if (is_object(value)) hydrate_items(type$value, value, state) else value,
    union = hydrate_union(type, value, state),
    value
  )
}

hydrate_items <- function(type, value, state) {
  type <- settle_type(type)
  if (type$is == "record") {
    value[] <- lapply(value, hydrate_record, type, state)
  } else if (type$is %in% c("list", "map", "union")) {
    value[] <- lapply(value, function(item) hydrate(type, item, state))
  }
  value
}

hydrate_record <- function(value, type, state) {
  is_one <- is.list(value) && (!is.null(names(value)) || (state > 1L && length(value) == 0L))
  if (!is_one || is.data.frame(value)) {
    return(value)
  }
  new_model(type, if (is.object(value) || is.null(names(value))) plain_object(value) else value, state)
}

hydrate_union <- function(type, value, state) {
  found <- candidates(type, value)
  if (is.null(found)) {
    return(new_model(unknown_type, plain_object(value), state))
  }
  if (length(found) == 0L) {
    return(value)
  }
  if (length(found) > 1L) {
    # The document does not tell them apart: the first one that the value breaks the least.
    wrong <- vapply(found, function(each) length(check(each$type, value)), 1L)
    found <- found[which.min(wrong)]
  }
  hydrate(found[[1L]]$type, value, state)
}

# --- members ------------------------------------------------------------------------------------

get_member <- function(x, name) {
  data <- .subset2(x, ".data")
  at <- match(name, names(data))
  if (is.na(at)) {
    return(NULL)
  }
  value <- data[[at]]
  state <- .subset2(x, ".state")
  state <- if (length(state) == 1L) state else state[[at]]
  if (is.list(value) && state %% 2L == 0L) {
    type <- model_type(.subset2(x, ".type"), name)
    if (!is.null(type)) {
      value <- hydrate(type, value, state)
      put_member(x, at, value, state + 1L)
    }
  }
  if (inherits(value, "json_null")) NULL else value
}

put_member <- function(x, at, value, state) {
  data <- .subset2(x, ".data")
  states <- states_of(x)
  data[at] <- list(value)
  states[at] <- state
  assign(".data", data, envir = x)
  assign(".state", states, envir = x)
}

set_member <- function(x, name, value) {
  data <- .subset2(x, ".data")
  at <- match(name, names(data))
  if (!is.null(value)) {
    if (is.na(at)) {
      at <- length(data) + 1L
      names <- c(names(data), name)
      put_member(x, at, value, 2L)
      data <- .subset2(x, ".data")
      names(data) <- names
      assign(".data", data, envir = x)
    } else {
      put_member(x, at, value, 2L)
    }
  } else if (!is.na(at)) {
    states <- states_of(x)[-at]
    assign(".data", data[-at], envir = x)
    assign(".state", states, envir = x)
  }
  x
}

# Whether a member is "absent", "null" or "present", which a plain reading does not tell apart.
member_state <- function(x, name) {
  data <- if (is_model(x)) .subset2(x, ".data") else x
  at <- match(name, names(data))
  if (is.na(at)) {
    return("absent")
  }
  value <- data[[at]]
  if (is.null(value) || inherits(value, "json_null")) "null" else "present"
}

clone_model <- function(x) {
  data <- .subset2(x, ".data")
  data[] <- lapply(data, clone_value)
  copy <- new_model(.subset2(x, ".type"), data, 2L)
  assign(".state", .subset2(x, ".state"), envir = copy)
  copy
}

clone_value <- function(value) {
  if (is_model(value)) {
    return(clone_model(value))
  }
  if (is.list(value) && length(value) > 0L) {
    value[] <- lapply(value, clone_value)
  }
  value
}
