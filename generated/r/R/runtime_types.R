# The types of a document as plain lists, and how the generated files declare them.
#
# A type is a list with the element `is`; the others depend on it. References go by name and are
# looked up when they are needed, so that recursion and the order of files do not matter.

# The environment in which everything of this package is defined: its namespace.
package_env <- environment()

type_string <- function(...) list(is = "string", bounds = list(...))
type_number <- function(...) list(is = "number", bounds = list(...))
type_integer <- function(...) list(is = "integer", bounds = list(...))
type_boolean <- function() list(is = "boolean")
type_datetime <- function() list(is = "datetime")
type_date <- function() list(is = "date")
type_any <- function() list(is = "any")
type_binary <- function() list(is = "binary")
type_literal <- function(value) list(is = "enum", values = list(value), open = FALSE)
type_list <- function(item, ...) list(is = "list", item = item, bounds = list(...))
type_map <- function(value, ...) list(is = "map", value = value, bounds = list(...))
type_nullable <- function(inner) list(is = "nullable", inner = inner)
type_ref <- function(name) list(is = "ref", name = name)

# A scalar with known values; `open` when the document itself expects others.
type_enum <- function(values, open = FALSE) {
  list(is = "enum", values = as.list(values), open = open)
}

# One of several types. The JSON kind decides first; among objects the member `tag`, or a required
# member that only one variant has, or the order. `fallback` is the position (from 1) of the variant
# for objects whose tag is absent or unknown.
type_union <- function(variants, tag = NULL, fallback = NULL, open = TRUE) {
  list(is = "union", variants = variants, tag = tag, fallback = fallback, open = open)
}

variant <- function(type, tags = list(), kinds = "object", key = NULL) {
  list(type = type, tags = tags, kinds = kinds, key = key)
}

# A member of a record. `argument` is what the constructor calls it; what is read-only is not asked
# of a caller, what is write-only not of a server.
member <- function(name, type, required = FALSE, argument = name, read_only = FALSE,
                   write_only = FALSE) {
  list(
    name = name, type = type, argument = argument,
    required = required && !read_only, promised = required && !write_only
  )
}

# Tell an R6 class what its members are, and give it `fromJSON` and `fromList`.
declare_record <- function(generator, members = list(), extra = type_any()) {
  pick <- function(what, like) vapply(members, function(each) each[[what]], like)
  generator$type <- list(
    is = "record",
    name = generator$classname,
    names = pick("name", ""),
    arguments = pick("argument", ""),
    required = pick("required", TRUE),
    promised = pick("promised", TRUE),
    types = lapply(members, function(each) each$type),
    extra = extra,
    settled = new.env(parent = emptyenv())
  )
  add_readers(generator)
}

# Declare what is no record: an enumeration, a union, an alias.
declare_type <- function(name, type) {
  declared <- new.env(parent = emptyenv())
  declared$name <- name
  declared$type <- c(type, list(name = name))[unique(c(names(type), "name"))]
  if (type$is == "ref") {
    declared$type <- type
  }
  if (type$is == "enum") {
    declared$values <- type$values
  }
  if (type$is == "union") {
    declared$new <- function(...) {
      given <- list(...)
      hydrate(declared$type, given[!vapply(given, is.null, TRUE)], 2L)
    }
  }
  add_readers(declared)
  class(declared) <- "api_type"
  declared
}

add_readers <- function(declared) {
  force(declared)
  declared$fromJSON <- function(text, strict = FALSE) decode_json(declared$type, text, strict)
  declared$fromList <- function(list) hydrate(declared$type, list, 2L)
  invisible(declared)
}

# The type behind references; any JSON for a name that is not there.
resolve <- function(type) {
  while (type$is == "ref") {
    found <- get0(type$name, envir = package_env, inherits = FALSE)
    if (is.null(found)) {
      return(type_any())
    }
    type <- found$type
  }
  type
}

# The same, behind `null` too.
settle_type <- function(type) {
  type <- resolve(type)
  while (type$is == "nullable") {
    type <- resolve(type$inner)
  }
  type
}

# The type of a member of a record or map.
member_type <- function(type, name) {
  if (type$is == "map") {
    return(type$value)
  }
  at <- match(name, type$names)
  if (!is.na(at)) {
    return(type$types[[at]])
  }
  if (is.null(type$extra)) type_any() else type$extra
}

# The same without references, NULL where nothing in it can be a model. Looking it up takes longer
# than all else that reading a member does, so it is done once.
model_type <- function(type, name) {
  found <- if (nzchar(name)) type$settled[[name]]
  if (is.null(found)) {
    found <- list(settle_type(member_type(type, name)))
    found <- list(type = if (holds_models(found[[1L]])) found[[1L]])
    if (nzchar(name) && name %in% type$names) {
      assign(name, found, envir = type$settled)
    }
  }
  found$type
}

# Whether a value of a settled type can be or hold models. Lists of lists end the search: they may
# hold themselves.
holds_models <- function(type) {
  switch(type$is,
    record = , union = TRUE,
    list = settle_type(type$item)$is %in% c("record", "union", "list", "map"),
    map = settle_type(type$value)$is %in% c("record", "union", "list", "map"),
    FALSE
  )
}

# The type of objects that no variant of a union is.
unknown_type <- list(
  is = "record", name = "UnknownVariant", names = character(), arguments = character(),
  required = logical(), promised = logical(), types = list(), extra = list(is = "any"),
  settled = new.env(parent = emptyenv())
)

print.api_type <- function(x, ...) {
  cat("<", x$name, ">: ", x$type$is, "\n", sep = "")
  invisible(x)
}
