package fr.jalon.web;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.ClaimedRoles;
import fr.jalon.engine.identity.SingleSignOn;
import fr.jalon.engine.identity.SingleSignOn.Claimed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientPropertiesMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.StandardClaimAccessor;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Lets people in by an OpenID provider, beside the login page's own form; whoever gets in is an account of Jalon. */
@Configuration(proxyBeanMethods = false)
@Profile("oidc")
@EnableConfigurationProperties({OAuth2ClientProperties.class, StaffClaims.class})
class SingleSignOnConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOnConfiguration.class);
    private static final String REFUSED = "refused";

    /** Asks the provider at the first login, not at the start: while it is away, passwords still work. */
    @Bean
    ClientRegistrationRepository clients(OAuth2ClientProperties properties) {
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(
                new OAuth2ClientPropertiesMapper(properties).asClientRegistrations()));
    }

    @Bean
    ClaimedRoles claimedRoles(StaffClaims staff) {
        return new ClaimedRoles(staff.withheld(null));
    }

    @Bean
    Customizer<HttpSecurity> openIdLogin(
            ClientRegistrationRepository clients, SingleSignOn signOn, Accounts accounts, StaffClaims staff) {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        // A provider that hangs must not hold all the threads that answer people.
        ClientHttpRequestFactory impatient = ClientHttpRequestFactoryBuilder.detect()
                .build(ClientHttpRequestFactorySettings.defaults()
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)));
        OAuth2UserService<OidcUserRequest, OidcUser> people = people(impatient);
        return http -> {
            try {
                http.oauth2Login(login -> login.loginPage("/login")
                        .successHandler(SecurityConfiguration.backToThePage())
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens(impatient)))
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(
                                        request -> admitted(people.loadUser(request), signOn, accounts, staff))
                                // Without the scope « openid » a person would bear any name the provider sends, another
                                // account's too.
                                .userService(request -> {
                                    throw refused("scope openid is missing", null);
                                }))
                        .failureHandler(SingleSignOnConfiguration::refuse)
                        .withObjectPostProcessor(departures()));
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokens(ClientHttpRequestFactory connections) {
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(connections)
                .messageConverters(converters -> {
                    converters.clear();
                    converters.addAll(List.of(
                            new FormHttpMessageConverter(), new OAuth2AccessTokenResponseHttpMessageConverter()));
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    private static OidcUserService people(ClientHttpRequestFactory connections) {
        RestTemplate http = new RestTemplate(connections);
        http.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        DefaultOAuth2UserService userInfo = new DefaultOAuth2UserService();
        userInfo.setRestOperations(http);
        OidcUserService people = new OidcUserService();
        people.setOauth2UserService(userInfo);
        return people;
    }

    private static OidcUser admitted(OidcUser person, SingleSignOn signOn, Accounts accounts, StaffClaims staff) {
        Object groupsClaim = person.getClaims().get(staff.groupsClaim());
        String account;
        try {
            account = signOn.account(new Claimed(
                    person.getIssuer().toString(),
                    person.getSubject(),
                    verifiedEmail(person),
                    person.getGivenName(),
                    person.getFamilyName(),
                    staff.given(groupsClaim),
                    staff.withheld(groupsClaim)));
        } catch (Refusal refusal) {
            throw refused(refusal.getMessage(), refusal);
        }
        // Only now: what the claim has taken away stays taken away.
        List<String> groups = accounts.groupsOf(account);
        if (groups.isEmpty()) {
            Refusal nobody =
                    Refusal.unknown("Votre compte n’a plus de rôle dans Jalon : adressez-vous à votre facilitateur.");
            throw refused(nobody.getMessage(), nobody);
        }
        return new Admitted(account, groups, person);
    }

    /** Address and verification come from the same document: one must not vouch for the other's address. */
    private static Optional<String> verifiedEmail(OidcUser person) {
        StandardClaimAccessor document =
                person.getIdToken().getEmail() != null ? person.getIdToken() : person.getUserInfo();
        return Optional.ofNullable(document)
                .filter(told -> Boolean.TRUE.equals(told.getEmailVerified()))
                .map(StandardClaimAccessor::getEmail);
    }

    private static OAuth2AuthenticationException refused(String why, @Nullable Refusal refusal) {
        return new OAuth2AuthenticationException(new OAuth2Error(REFUSED), why, refusal);
    }

    /** Says so where the provider does not answer, before anyone is sent there. */
    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> departures() {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F departure) {
                departure.setAuthenticationFailureHandler((request, response, failure) -> {
                    LOG.warn("the OpenID provider cannot be reached", failure);
                    ErrorPages.writePage(
                            response,
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "Connexion impossible",
                            "Le service de connexion de"
                                    + " l’établissement ne répond pas. Réessayez plus tard, ou utilisez "
                                    + "votre mot de passe de Jalon.");
                });
                return departure;
            }
        };
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.warn(
                "single sign-on refused: {}",
                String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}", " "));
        ErrorPages.writePage(
                response,
                HttpStatus.FORBIDDEN,
                "Connexion refusée",
                failure.getCause() instanceof Refusal refusal
                        ? refusal.getMessage()
                        : "La connexion avec le compte de l’établissement n’a pas abouti. Réessayez ; si "
                                + "cela se répète, prévenez un"
                                + " administrateur de Jalon.");
    }

    /** A person of the provider under the name of the account of Jalon, with its groups as authorities. */
    private static final class Admitted extends DefaultOidcUser {

        private final String account;

        Admitted(String account, List<String> groups, OidcUser person) {
            super(AuthorityUtils.createAuthorityList(groups), person.getIdToken(), person.getUserInfo());
            this.account = account;
        }

        @Override
        public String getName() {
            return account;
        }
    }
}
