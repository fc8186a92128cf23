package org.openapitools.client
package core

/** Credentials and base URL from the environment. A scheme `ApiKeyAuth` of the package `pet.store` is
  * looked for in `PET_STORE_API_KEY_AUTH` and then in `PET_STORE_APIKEYAUTH`.
  */
private[core] object Environment {
  private val word = "[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]".r

  private def prefix(packageName: String): String = packageName.replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(java.util.Locale.ROOT)

  /** The name of the variable that holds the credential of a scheme. */
  def name(packageName: String, scheme: String): String = {
    // Digits stay with the word before them: OAUTH2, not OAUTH_2.
    val words = scheme
      .split("[^A-Za-z0-9]+")
      .filter(_.nonEmpty)
      .map(piece => word.findAllIn(piece).mkString("_").replaceAll("_(?=[0-9])", ""))
    s"${prefix(packageName)}_${words.mkString("_").toUpperCase(java.util.Locale.ROOT)}"
  }

  private def plainName(packageName: String, scheme: String): String = {
    val plain = scheme.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "")
    s"${prefix(packageName)}_${plain.toUpperCase(java.util.Locale.ROOT)}"
  }

  def baseUrl(environment: Map[String, String], packageName: String): Option[String] =
    environment.get(s"${prefix(packageName)}_BASE_URL").filter(_.nonEmpty)

  /** The value of a scheme's variable, `None` when it is unset or empty. */
  def credential(
    environment: Map[String, String],
    packageName: String,
    scheme: String,
    suffix: String = ""
  ): Option[String] =
    Seq(name(packageName, scheme), plainName(packageName, scheme))
      .flatMap(each => environment.get(each + suffix))
      .find(_.nonEmpty)
}
