package org.openapitools.client
package core

import java.nio.charset.StandardCharsets.UTF_8
import java.util.Base64
import scala.concurrent.{ExecutionContext, Future}

/** Credentials as they travel; `secrets` are the texts that must not be shown. */
private[core] final case class Signature(
  fields: Seq[(String, String)] = Nil,
  query: Seq[(String, String)] = Nil,
  cookies: Seq[String] = Nil,
  secrets: Seq[String] = Nil
) {
  def and(other: Signature): Signature =
    Signature(fields ++ other.fields, query ++ other.query, cookies ++ other.cookies, secrets ++ other.secrets)
}

/** Which credentials a call sends, and where (OpenAPI 3.1 §4.8.30). What was given for the call counts
  * first, then the settings, then the environment.
  */
private[core] final class Security(facts: ApiFacts, settings: Settings, own: Seq[Credential]) {

  private def environment(scheme: Scheme, suffix: String = ""): Option[String] =
    Environment.credential(settings.environment, facts.packageName, scheme.id, suffix)

  private def fromEnvironment(scheme: Scheme, first: String, second: String): Option[(String, String)] =
    environment(scheme, first).map(_ -> environment(scheme, second).getOrElse(""))

  private def candidates(scheme: Scheme): Seq[Credential] = own ++ settings.credentials.get(scheme.id)

  /** A bearer token or an API key: people call many a token a key, so under the scheme's id in the
    * settings each serves for the other.
    */
  private def secret(scheme: Scheme): Option[Secret] = {
    val first = own.collectFirst {
      case token: BearerToken if scheme.kind != Scheme.ApiKey && token.secret.isDefined => token.secret.get
      case key: ApiKeyValue if scheme.kind == Scheme.ApiKey && key.secret.isDefined => key.secret.get
    }
    val named = settings.credentials.get(scheme.id).flatMap {
      case token: BearerToken => token.secret
      case key: ApiKeyValue => key.secret
      case _ => None
    }
    first.orElse(named).orElse(environment(scheme).map(Secret(_)))
  }

  private def basic(scheme: Scheme): Option[(String, String)] =
    candidates(scheme)
      .collectFirst { case each: BasicCredentials if each.pair.isDefined => each.pair.get }
      .orElse(fromEnvironment(scheme, "_USERNAME", "_PASSWORD"))

  private def client(scheme: Scheme): Option[(String, String)] =
    if (scheme.tokenUrl.isEmpty) None
    else
      candidates(scheme)
        .collectFirst { case each: ClientCredentials if each.pair.isDefined => each.pair.get }
        .orElse(fromEnvironment(scheme, "_CLIENT_ID", "_CLIENT_SECRET").filter(_._2.nonEmpty))

  private def isConfigured(use: Use): Boolean = facts.schemesById.get(use.scheme).exists { scheme =>
    scheme.kind match {
      case Scheme.Basic => basic(scheme).isDefined
      case Scheme.Mutual => settings.https.isDefined
      case _ => secret(scheme).isDefined || client(scheme).isDefined
    }
  }

  /** The first alternative whose credentials are all configured. One that asks for nothing comes last,
    * wherever it stands: who has configured a credential wants to be known.
    */
  def choose(security: Seq[Seq[Use]]): Seq[Use] =
    security.find(each => each.nonEmpty && each.forall(isConfigured)).getOrElse(Nil)

  /** A hint for a call that was refused without credentials. */
  def missing(security: Seq[Seq[Use]]): Option[String] =
    if (security.isEmpty || security.exists(_.isEmpty) || choose(security).nonEmpty) None
    else {
      val names = security.flatten.map(use => Environment.name(facts.packageName, use.scheme)).distinct
      Some(s"no credentials are configured for this operation: give them as an implicit, in Settings, or set ${names.mkString(" or ")}")
    }

  /** The credentials of a call; `token` gets one by client credentials. */
  def sign(uses: Seq[Use])(
    token: (Scheme, (String, String), Seq[String]) => Future[String]
  )(implicit run: ExecutionContext): Future[Signature] =
    uses.foldLeft(Future.successful(Signature())) { (before, use) =>
      before.flatMap(held => one(facts.schemesById(use.scheme), use, token).map(held.and))
    }

  private def one(
    scheme: Scheme,
    use: Use,
    token: (Scheme, (String, String), Seq[String]) => Future[String]
  )(implicit run: ExecutionContext): Future[Signature] = scheme.kind match {
    case Scheme.Mutual => Future.successful(Signature())
    case Scheme.Basic =>
      val (user, password) = basic(scheme).getOrElse("" -> "")
      val coded = Base64.getEncoder.encodeToString(s"$user:$password".getBytes(UTF_8))
      Future.successful(Signature(Seq("Authorization" -> s"Basic $coded"), secrets = Seq(coded, password)))
    case Scheme.ApiKey => secret(scheme).fold(Future.successful(Signature()))(ask(_).map(key(scheme, _)))
    case _ =>
      val text = secret(scheme) match {
        case Some(found) => ask(found)
        case None => token(scheme, client(scheme).get, use.scopes)
      }
      text.map { value =>
        Signature(Seq(HeaderText.field("Authorization", s"${scheme.word} $value")), secrets = Seq(value))
      }
  }

  private def ask(secret: Secret)(implicit run: ExecutionContext): Future[String] =
    Future.unit.flatMap(_ => secret.ask()).recoverWith {
      case known: ApiError => Future.failed(known)
      case why => Future.failed(ApiError.RequestError("the function of a credential failed", Some(why)))
    }

  private def key(scheme: Scheme, value: String): Signature = scheme.place match {
    case Query =>
      val pair = Percent.component(scheme.name) -> Percent.component(value)
      Signature(query = Seq(pair), secrets = Seq(value, pair._2))
    case Cookie => Signature(cookies = Seq(HeaderText.cookie(scheme.name, value)), secrets = Seq(value))
    case _ => Signature(Seq(HeaderText.field(scheme.name, value)), secrets = Seq(value))
  }
}
