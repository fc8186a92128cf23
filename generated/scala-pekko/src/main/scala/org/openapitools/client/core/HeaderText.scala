package org.openapitools.client
package core

/** What can be sent as a header field or a cookie. */
private[core] object HeaderText {
  private val name = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+".r
  private val noCookie = "[^\\x21\\x23-\\x3a\\x3c-\\x5b\\x5d-\\x7e]".r

  private def isControl(char: Char): Boolean = (char < 32 && char != '\t') || char == 127

  /** A header field (RFC 9110 §5.5); outer white space is no part of a value. The value stands in no
    * message: it may be a secret.
    */
  def field(fieldName: String, value: String): (String, String) = {
    if (!name.matches(fieldName)) throw ApiError.RequestError(s"`$fieldName` is no name of a header")
    if (value.exists(isControl))
      throw ApiError.RequestError(s"the value of the header `$fieldName` holds a control character")
    if (hasLoneSurrogate(value))
      throw ApiError.RequestError(s"the value of the header `$fieldName` is no text")
    fieldName -> value.dropWhile(isBlank).reverse.dropWhile(isBlank).reverse
  }

  private def isBlank(char: Char): Boolean = char == ' ' || char == '\t'

  /** `name=value` of a cookie. The value is sent as it is. */
  def cookie(cookieName: String, value: String): String = {
    val safe = if (name.matches(cookieName)) cookieName else Percent.component(cookieName)
    if (noCookie.findFirstIn(value).isDefined)
      throw ApiError.RequestError(s"the value of the cookie `$safe` holds an illegal character")
    s"$safe=$value"
  }
}
