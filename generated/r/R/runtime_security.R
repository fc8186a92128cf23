# Which credentials a call sends, and where (OpenAPI 3.1, section 4.8.30).

# The first alternative whose credentials are all configured, list() when there is none. An
# alternative that asks for nothing comes last, wherever it stands: who has configured a credential
# wants to be known. Without any, the call goes out as it is and the server decides.
choose_security <- function(security, client) {
  for (alternative in security) {
    if (length(alternative) > 0L && all(vapply(alternative, is_configured, TRUE, client))) {
      return(alternative)
    }
  }
  list()
}

# A hint for a call that was refused without credentials; NULL when it had some, or needs none.
missing_credentials <- function(security, client) {
  needs_none <- length(security) == 0L || any(lengths(security) == 0L)
  if (needs_none || length(choose_security(security, client)) > 0L) {
    return(NULL)
  }
  ids <- unlist(lapply(security, function(each) vapply(each, function(use) use$scheme, "")))
  names <- unique(vapply(ids, function(id) environment_name(package_facts$package, id), ""))
  paste0(
    "no credentials are configured for this operation: give them to the ApiClient, or set ",
    paste(names, collapse = " or ")
  )
}

is_configured <- function(use, client) {
  scheme <- scheme_of(use$scheme)
  if (is.null(scheme)) {
    return(FALSE)
  }
  switch(scheme$kind,
    apiKey = !is.null(api_key_for(client, scheme$id)),
    basic = !is.null(basic_for(client, scheme$id)),
    # A certificate is an option of the connection.
    mutualTLS = !is.null(client$curl_options$sslcert),
    !is.null(token_for(client, scheme$id)) || grants_token(scheme, client)
  )
}

# Whether a token of the scheme can be had by client credentials.
grants_token <- function(scheme, client) {
  scheme$kind == "oauth2" && !is.null(scheme$token_url) && !is.null(client_for(client, scheme$id))
}

# A credential's text: itself, or what its function gives.
resolve_secret <- function(secret) {
  value <- if (is.function(secret)) secret() else secret
  if (!is.character(value) || length(value) != 1L || is.na(value)) {
    fail_request(if (is.function(secret)) "the function of a credential gave no text" else "a credential is no text")
  }
  value[[1L]]
}

no_credentials <- function() {
  list(fields = character(), query = character(), cookies = character(), secrets = character())
}

# `into` with the credential of a scheme added; `token` is one that was granted for it.
place_credential <- function(scheme, client, into, token = NULL) {
  if (scheme$kind == "apiKey") {
    key <- api_key_for(client, scheme$id)
    return(if (is.null(key)) into else place_key(scheme, resolve_secret(key), into))
  }
  if (scheme$kind == "basic") {
    pair <- basic_for(client, scheme$id)
    if (!is.null(pair)) {
      coded <- base64(paste(pair, collapse = ":"))
      into$secrets <- c(into$secrets, coded, pair[[2L]])
      into$fields <- c(into$fields, Authorization = paste("Basic", coded))
    }
    return(into)
  }
  if (scheme$kind == "mutualTLS") {
    return(into)
  }
  secret <- token_for(client, scheme$id)
  if (is.null(token) && !is.null(secret)) {
    token <- resolve_secret(secret)
  }
  if (!is.null(token)) {
    into$secrets <- c(into$secrets, token)
    word <- if (scheme$kind == "http" && !is.null(scheme$http_scheme)) scheme$http_scheme else "Bearer"
    into$fields <- c(into$fields, checked_header("Authorization", paste(word, token)))
  }
  into
}

place_key <- function(scheme, value, into) {
  name <- scheme$parameter
  into$secrets <- c(into$secrets, value)
  if (scheme$location == "query") {
    encoded <- percent_component(value)
    into$secrets <- c(into$secrets, encoded)
    into$query <- c(into$query, paste0(percent_component(name), "=", encoded))
  } else if (scheme$location == "cookie") {
    into$cookies <- c(into$cookies, checked_cookie(name, value))
  } else {
    into$fields <- c(into$fields, checked_header(name, value))
  }
  into
}

base64 <- function(text) {
  gsub("[\r\n]", "", as.character(jsonlite::base64_enc(charToRaw(enc2utf8(text)))))
}
