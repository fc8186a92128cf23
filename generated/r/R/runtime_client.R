# What a client is told once: where the server is, who calls, and how patient to be.

ApiClient <- R6::R6Class(
  "ApiClient",
  cloneable = FALSE,
  public = list(
    base_path = NULL,
    bearer_token = NULL,
    api_key = NULL,
    username = NULL,
    password = NULL,
    client_id = NULL,
    client_secret = NULL,
    server_index = NULL,
    server_variables = NULL,
    timeout = NULL,
    connect_timeout = NULL,
    max_retries = NULL,
    max_retry_after = NULL,
    default_headers = NULL,
    user_agent = NULL,
    strict = NULL,
    log = NULL,
    log_bodies = NULL,
    transport = NULL,
    curl_options = NULL,
    clock = NULL,

    # All settings are fields as well: they may be changed before a call.
    initialize = function(base_path = NULL, bearer_token = NULL, api_key = NULL, username = NULL,
                          password = NULL, client_id = NULL, client_secret = NULL,
                          server_index = 1L, server_variables = list(), timeout = 600,
                          connect_timeout = 5, max_retries = 2, max_retry_after = 60,
                          default_headers = character(), user_agent = NULL, strict = FALSE,
                          log = NULL, log_bodies = FALSE, transport = NULL, curl_options = list(),
                          clock = system_clock()) {
      for (name in names(formals(sys.function()))) {
        assign(name, get(name), envir = self)
      }
      from_environment <- is.null(base_path) || identical(base_path, "")
      self$base_path <- if (from_environment) environment_base_url(package_facts) else base_path
      if (is.null(user_agent)) {
        self$user_agent <- default_user_agent()
      }
      private$environment <- environment_credentials(package_facts)
      private$pool <- new.env(parent = emptyenv())
      private$tokens <- new.env(parent = emptyenv())
      check_schemes(bearer_token)
      check_schemes(api_key)
    },

    # The base URL of an operation: `base_path`, else its own server, else the document's.
    base_url = function(operation = NULL) {
      if (!is.null(self$base_path)) {
        return(self$base_path)
      }
      index <- self$server_index
      servers <- operation$servers
      if (length(servers) == 0L) {
        servers <- package_facts$servers
      } else if (index > length(servers)) {
        index <- 1L
      }
      if (length(servers) == 0L) {
        fail_request("the document names no server: set `base_path`")
      }
      if (!index %in% seq_along(servers)) {
        fail_request("there is no server ", index, ": the document names ", length(servers))
      }
      server_url(servers[[index]], as.list(self$server_variables))
    },

    # Close the connections that are kept open for the next call. The client stays usable.
    close = function() {
      for (exchange in private$pool$busy) {
        exchange_cancel(exchange)
      }
      if (!is.null(private$pool$multi)) {
        private$pool$multi <- NULL
        # libcurl closes them when the pool is freed, which is when R collects it.
        gc(verbose = FALSE)
      }
      invisible(self)
    },
    print = function(...) {
      cat(format_client(self), sep = "\n")
      invisible(self)
    }
  ),
  active = list(
    # The same credentials by the names that other clients of this kind use.
    access_token = function(value) {
      if (missing(value)) {
        return(self$bearer_token)
      }
      self$bearer_token <- value
    },
    api_keys = function(value) {
      if (missing(value)) {
        return(self$api_key)
      }
      self$api_key <- value
    }
  ),
  private = list(
    environment = NULL,
    pool = NULL,
    tokens = NULL
  )
)

private_of <- function(client) .subset2(.subset2(client, ".__enclos_env__"), "private")

default_user_agent <- function() {
  paste0(package_facts$package, "/", package_facts$version, " r/", getRversion())
}

format_client <- function(client) {
  given <- c("bearer_token", "api_key", "username", "password", "client_id", "client_secret")
  given <- given[!vapply(given, function(name) is.null(client[[name]]), TRUE)]
  host <- client$base_path
  c(
    "<ApiClient>",
    paste0("  base_path: ", if (is.null(host)) "that of the document" else shown_url(host)),
    paste0(
      "  timeout: ", client$timeout, ", connect_timeout: ", client$connect_timeout,
      ", max_retries: ", client$max_retries
    ),
    if (length(given) > 0L) paste0("  ", given, ": ", MASK)
  )
}

format.ApiClient <- function(x, ...) paste(format_client(x), collapse = "\n")
str.ApiClient <- function(object, ...) cat(format_client(object), sep = "\n")

# A URL for messages: without user information and query.
shown_url <- function(url) sub("[?#].*$", "", sub("//[^/?#]*@", "//", as.character(url)))

# --- credentials ------------------------------------------------------------------------------

# A credential: by its kind, or under the scheme's id in the field of another kind, since people
# call many a bearer token an API key; else from the environment.
secret_for <- function(client, scheme, own, other) {
  found <- if (is_by_scheme(own)) own[[scheme]] else own
  if (is.null(found) && is_by_scheme(other)) {
    found <- other[[scheme]]
  }
  if (is.null(found) || identical(found, "")) private_of(client)$environment[[scheme]] else found
}

# Credentials by the id of the scheme: a list or vector with names.
is_by_scheme <- function(value) !is.null(names(value)) && !is.function(value)

token_for <- function(client, scheme) {
  secret_for(client, scheme, as_secrets(client$bearer_token), as_secrets(client$api_key))
}

api_key_for <- function(client, scheme) {
  secret_for(client, scheme, as_secrets(client$api_key), as_secrets(client$bearer_token))
}

as_secrets <- function(value) if (is_by_scheme(value)) as.list(value) else value

# User name and password of a scheme, NULL without a name.
basic_for <- function(client, scheme) {
  found <- private_of(client)$environment
  username <- or(client$username, found[[paste0(scheme, "_USERNAME")]])
  password <- or(client$password, found[[paste0(scheme, "_PASSWORD")]])
  if (is.null(username)) NULL else c(username, or(password, ""))
}

# Client id and secret of an OAuth2 scheme, NULL when one is missing.
client_for <- function(client, scheme) {
  found <- private_of(client)$environment
  id <- or(client$client_id, found[[paste0(scheme, "_CLIENT_ID")]])
  secret <- or(client$client_secret, found[[paste0(scheme, "_CLIENT_SECRET")]])
  if (is.null(id) || is.null(secret)) NULL else c(id, secret)
}

or <- function(value, other) if (is.null(value) || identical(value, "")) other else value

scheme_of <- function(id) {
  for (scheme in package_facts$schemes) {
    if (scheme$id == id) {
      return(scheme)
    }
  }
  NULL
}

# A credential under a name that no scheme has would silently not be sent.

check_schemes <- function(value) {
  known <- vapply(package_facts$schemes, function(each) each$id, "")
  unknown <- if (is_by_scheme(value)) setdiff(names(value), known)
  if (length(unknown) > 0L) {
    names <- if (length(known) > 0L) paste(known, collapse = ", ") else "none"
    fail_request("there is no security scheme `", unknown[[1L]], "`: known are ", names)
  }
}
