# The R runner: `Rscript r_runner.R FOLDER`, one JSON line per case.
#
# FOLDER holds a generated client with its own library beside it. The runner speaks the protocol of
# `tests/wire/README.md` and calls the client as a person would: it looks methods and arguments up
# in the classes of the package, comparing names without case and punctuation.

options(warn = 1, keep.source = FALSE)
folder <- commandArgs(trailingOnly = TRUE)[[1L]]
package <- read.dcf(file.path(folder, "DESCRIPTION"), "Package")[[1L]]
.libPaths(c(file.path(folder, "library"), .libPaths()))
suppressPackageStartupMessages(library(package, character.only = TRUE))
client <- asNamespace(package)
for (name in ls(client)) force(get(name, envir = client))

CLASSES <- c(
  ApiRequestError = "request", ApiTimeout = "timeout", ApiConnectionError = "connection",
  ApiStatusError = "status", ApiDecodeError = "decode", ApiStreamTruncated = "truncated",
  ApiStreamError = "stream"
)
TAGS <- c(
  ApiStatusBadRequest = "bad_request", ApiStatusUnauthorized = "unauthorized",
  ApiStatusForbidden = "forbidden", ApiStatusNotFound = "not_found",
  ApiStatusConflict = "conflict", ApiStatusUnprocessableEntity = "unprocessable",
  ApiStatusRateLimit = "rate_limited", ApiStatusServerError = "server"
)

fold <- function(name) gsub("[^a-z0-9]", "", tolower(name))
has <- function(list, name) name %in% names(list)
now <- function() proc.time()[["elapsed"]]

only <- function(found, what) {
  if (length(found) != 1L) stop("expected exactly one ", what, ", found ", length(found))
  found[[1L]]
}

bytes_of <- function(marker) {
  if (has(marker, "base64")) jsonlite::base64_dec(marker$base64) else charToRaw(enc2utf8(marker$text))
}

# --- the client, looked up by the names of the document -------------------------------------------

configuration <- function(question, note) {
  given <- question$client
  host <- if (has(given, "host")) given$host else paste0(question$origin, given$base_path)
  settings <- list(base_path = host)
  names <- c(
    timeout = "timeout", connect_timeout = "connect_timeout", retries = "max_retries",
    max_retry_wait = "max_retry_after", strict = "strict"
  )
  for (name in intersect(names(names), names(given))) {
    settings[[names[[name]]]] <- if (is.null(given[[name]])) Inf else given[[name]]
  }
  if (has(given, "headers")) settings$default_headers <- unlist(given$headers)
  if (has(given, "server")) {
    settings$server_index <- (if (is.null(given$server$index)) 0 else given$server$index) + 1
    settings$server_variables <- given$server$variables
  }
  if (isTRUE(given$log)) settings$log <- note
  settings <- c(settings, credentials(given$credentials))
  do.call(client$ApiClient$new, settings[!vapply(settings, is.null, TRUE)])
}

# One credential alone is given as a plain value.
credentials <- function(given) {
  found <- list()
  for (each in given) {
    value <- each$value
    if (each$kind == "basic" || (each$kind == "oauth2" && has(value, "client_id"))) {
      found <- c(found, value)
      next
    }
    name <- if (each$kind == "apiKey") "api_key" else "bearer_token"
    secret <- if (is.character(value)) value else asked(value$callable)
    found[[name]] <- if (length(given) == 1L) secret else c(found[[name]], structure(list(secret), names = each$scheme))
  }
  found
}

asked <- function(tokens) {
  force(tokens)
  function() {
    token <- tokens[[1L]]
    tokens <<- tokens[-1L]
    token
  }
}

# Environment variables by the client's documented naming.
environment_of <- function(given) {
  found <- list()
  prefix <- toupper(gsub("[^A-Za-z0-9]+", "_", client$package_facts$package))
  for (scheme in names(given$scheme)) {
    words <- toupper(gsub("([a-z])([A-Z])", "\\1_\\2", scheme))
    found[[paste0(prefix, "_", words)]] <- given$scheme[[scheme]]
  }
  if (!is.null(given$base_url)) found[[paste0(prefix, "_BASE_URL")]] <- given$base_url
  found
}

method_of <- function(step) {
  wanted <- fold(paste0(step$operation$group, "Api"))
  exported <- getNamespaceExports(package)
  class <- only(exported[fold(exported) == wanted], paste0("class ", step$operation$group, "Api"))
  generator <- get(class, envir = client)
  methods <- names(generator$public_methods)
  suffix <- if (isTRUE(step$stream)) "Stream" else if (isTRUE(step$details)) "WithHttpInfo" else ""
  wanted <- fold(paste0(step$operation$id, suffix))
  name <- only(methods[fold(methods) == wanted], paste0("method ", step$operation$id, suffix))
  table <- get(paste0(class, "_operations"), envir = client)
  plain <- only(names(table)[fold(names(table)) == fold(step$operation$id)], paste0("operation ", step$operation$id))
  list(class = generator, name = name, arguments = names(formals(generator$public_methods[[name]])), table = table[[plain]])
}

# The arguments of a call, by the names of the method's own.
arguments_of <- function(method, step, scratch) {
  free <- setdiff(method$arguments, c("data_file", "callback", "options"))
  given <- list()
  take <- function(name, place) {
    for (wanted in c(paste0(place, name), paste0(name, place), paste0(name, "In", place), name)) {
      found <- c(free[fold(free) == fold(wanted)], free[fold(sub("_[0-9]+$", "", free)) == fold(wanted)])
      if (length(found) > 0L) {
        free <<- setdiff(free, found[[1L]])
        return(found[[1L]])
      }
    }
    NULL
  }
  # Names that carry their place first: a plain name may belong to another place.
  parameters <- step$operation$parameters
  parameters <- parameters[order(vapply(parameters, function(each) each[["in"]] == "path", TRUE))]
  for (parameter in parameters) {
    key <- take(parameter$name, parameter[["in"]])
    mine <- Filter(function(each) each$name == parameter$name && each[["in"]] == parameter[["in"]], step$arguments)
    if (length(mine) > 0L) {
      if (is.null(key)) stop(method$name, " has no argument for ", parameter$name, " in ", parameter[["in"]])
      given[key] <- list(native(mine[[1L]]$value, scratch))
    }
  }
  if (has(step, "body")) {
    body <- native(step$body, scratch, whole = TRUE)
    if (identical(step$as, "model")) body <- modelled(body_type(method, step), body)
    given[only(free, "argument for the body")] <- list(if (is.null(body)) client$json_null else body)
  }
  given
}

body_type <- function(method, step) {
  contents <- method$table$body$contents
  wanted <- step$options$media_type
  found <- Filter(function(each) is.null(wanted) || each$media_type == wanted, contents)
  type <- found[[1L]]$type
  if (is.null(type)) client$type_any() else type
}

# Typed models of plain data, made by their constructors.
modelled <- function(type, value) {
  type <- client$settle_type(type)
  if (!is.list(value) || is.object(value)) return(value)
  if (type$is == "union") {
    found <- client$candidates(type, value)
    return(if (length(found) == 0L) value else modelled(found[[1L]]$type, value))
  }
  if (type$is == "list") return(lapply(value, function(item) modelled(type$item, item)))
  if (!type$is %in% c("record", "map") || is.null(names(value))) return(value)
  members <- lapply(names(value), function(name) {
    inner <- modelled(client$member_type(type, name), value[[match(name, names(value))]])
    if (is.null(inner)) client$json_null else inner
  })
  names(members) <- names(value)
  if (type$is == "map") return(members)
  at <- match(names(members), type$names)
  names(members)[!is.na(at)] <- type$arguments[at[!is.na(at)]]
  # No argument can be called "": such a member is set afterwards.
  spoken <- nzchar(names(members))
  made <- do.call(get(type$name, envir = client)$new, members[spoken])
  for (value in members[!spoken]) made[[""]] <- value
  made
}

options_of <- function(step) {
  names <- c(retries = "max_retries")
  options <- step$options
  renamed <- names(options) %in% names(names)
  names(options)[renamed] <- names[names(options)[renamed]]
  options
}

# --- values ---------------------------------------------------------------------------------------

# Replace markers ($bytes, $file ...) at any depth.
native <- function(value, scratch, whole = FALSE) {
  if (!is.list(value) || is.object(value)) return(value)
  key <- if (length(value) == 1L && !is.null(names(value))) names(value) else ""
  if (startsWith(key, "$")) {
    inner <- value[[1L]]
    found <- switch(key,
      "$bytes" = jsonlite::base64_dec(inner),
      "$once" = once(jsonlite::base64_dec(inner)),
      "$datetime" = client$parse_datetime(inner),
      "$date" = as.Date(inner),
      "$file" = client$api_file(bytes_of(inner), name = inner$name, type = inner$type),
      "$path" = {
        path <- file.path(scratch, inner$name)
        writeBin(bytes_of(inner), path)
        client$api_file(path)
      }
    )
    if (!is.null(found)) return(found)
  }
  value[] <- lapply(value, native, scratch)
  value
}

once <- function(data) {
  function(most) {
    found <- data
    data <<- raw()
    found
  }
}

# --- results --------------------------------------------------------------------------------------

shown <- function(value) {
  paste(utils::capture.output({
    print(value)
    utils::str(value)
  }), collapse = "\n")
}

json_of <- function(value) if (is.raw(value)) "null" else client$to_json(value)

headers_of <- function(headers) {
  fields <- unclass(headers)
  names <- unique(tolower(names(fields)))
  structure(lapply(names, function(name) headers[[name]]), names = names)
}

result_of <- function(answer, step, path, note) {
  found <- list()
  value <- answer
  if (isTRUE(step$details)) {
    found$status <- answer$status
    found$headers <- headers_of(answer$headers)
    note(shown(answer))
    value <- answer$data
  }
  if (isTRUE(step$download)) {
    data <- readBin(path, "raw", file.size(path))
    return(c(found, list(base64 = jsonlite::base64_enc(data))))
  }
  if (is.raw(value)) {
    return(c(found, list(none = FALSE, base64 = gsub("\n", "", jsonlite::base64_enc(value)))))
  }
  found$none <- is.null(value)
  if (is.character(value) && length(value) == 1L) found$text <- as.character(value)
  found$json <- json_of(value)
  found$reads <- lapply(step$reads, function(path) read_of(value, path))
  found
}

# Follow a path of wire names and indexes.
read_of <- function(value, path) {
  presence <- "present"
  for (key in path) {
    if (is.null(value)) return(list(broken = paste("nothing at", key)))
    if (is.character(key)) {
      presence <- client$member_state(value, key)
      value <- if (client$is_model(value)) value[[key]] else value[[match(key, names(value))]]
    } else {
      value <- value[[key + 1]]
      presence <- if (is.null(value)) "null" else "present"
    }
  }
  type <- class(value)[[1L]]
  list(presence = presence, json = json_of(value), type = if (type == "UnknownVariant") "unknown" else type)
}

error_of <- function(fault, note) {
  note(shown(fault))
  note(paste(format(fault), conditionMessage(fault)))
  classes <- class(fault)
  named <- CLASSES[intersect(names(CLASSES), classes)]
  if (length(named) == 0L || !inherits(fault, "ApiException")) {
    return(list(class = "foreign", type = classes[[1L]], text = conditionMessage(fault)))
  }
  found <- list(
    class = named[[1L]], type = classes[[1L]], text = format(fault), message = fault$message,
    status = fault$status, request_id = fault$request_id, method = fault$method,
    path = fault$path, retry_after = fault$retry_after,
    headers = if (is.null(fault$headers)) client$json_object() else headers_of(fault$headers)
  )
  tag <- TAGS[intersect(names(TAGS), classes)]
  if (length(tag) > 0L) found$tag <- tag[[1L]]
  if (!is.null(fault$body)) found$body <- client$utf8_text(fault$body)
  if (!is.null(fault$data)) found$json <- json_of(fault$data)
  found
}

# --- playing a case -------------------------------------------------------------------------------

call_step <- function(api_client, step, question, note) {
  if (!is.null(step$pause)) Sys.sleep(step$pause)
  started <- now()
  events <- list()
  arrivals <- list()
  found <- tryCatch({
    method <- method_of(step)
    given <- arguments_of(method, step, question$scratch)
    given$options <- options_of(step)
    api <- method$class$new(api_client)
    if (isTRUE(step$stream)) {
      given$callback <- function(chunk) {
        arrivals[[length(arrivals) + 1L]] <<- now()
        events[[length(events) + 1L]] <<- json_of(chunk)
        is.null(step$take) || length(events) < step$take
      }
      do.call(api[[method$name]], given)
      list()
    } else {
      path <- file.path(question$scratch, "download")
      if (isTRUE(step$download)) given$data_file <- path
      result_of(do.call(api[[method$name]], given), step, path, note)
    }
  }, error = function(fault) list(error = error_of(fault, note)))
  c(found, list(took = now() - started, events = events, arrivals = arrivals))
}

play <- function(question, note) {
  api_client <- configuration(question, note)
  on.exit(api_client$close())
  note(shown(api_client))
  note(format(api_client))
  lapply(question$steps, call_step, api_client = api_client, question = question, note = note)
}

# A client that cannot be made is the result of each of its calls.
refused <- function(question, fault, note) {
  lapply(question$steps, function(step) list(error = error_of(fault, note), took = 0, events = list(), arrivals = list()))
}

answer <- function(question) {
  variables <- environment_of(question$client$environment)
  if (length(variables) > 0L) do.call(Sys.setenv, variables)
  on.exit(if (length(variables) > 0L) Sys.unsetenv(names(variables)))
  printed <- list()
  note <- function(text) printed[[length(printed) + 1L]] <<- text
  tryCatch({
    steps <- tryCatch(play(question, note), ApiException = function(fault) refused(question, fault, note))
    list(id = question$id, steps = steps, printed = printed)
  }, error = function(fault) list(id = question$id, broken = conditionMessage(fault)))
}

input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1L, encoding = "UTF-8")) > 0L) {
  # The client's own parser: a test value must not be rounded on its way in.
  found <- client$to_json(answer(client$from_json(line)))
  writeLines(enc2utf8(found), stdout(), useBytes = TRUE)
  flush(stdout())
}
